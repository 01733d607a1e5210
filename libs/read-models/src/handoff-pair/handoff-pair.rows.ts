import { type Context, versionNumbered } from '../context';
import { MIN_N } from '../rates';
import { type AsOf, type Row } from '../read-model';
import { handoverAsOf, type HandoffOfPair, type HandoverThen } from './handover-as-of';
import { pairSummary, type PairSummary } from './pair-summary';
import { rolledPca, type Pair, type RolledPca } from './rolled-pca';

interface GroupKey {
  readonly process_id: string | null;
  readonly version_scope: 'all' | 'one';
  readonly version: number | null;
  readonly origin: HandoffOfPair['origin'];
  readonly party_kind: HandoffOfPair['party_kind'];
  readonly pair_scope: 'pair' | 'chain';
  readonly from_party: string | null;
  readonly to_party: string | null;
}

export interface HandoffPairRow extends Row, GroupKey, PairSummary, RolledPca {
  readonly group_id: string;
  readonly unknown_time_n: number;
  readonly min_n: number;
  readonly as_of: string;
}

interface Group {
  readonly key: GroupKey;
  readonly then: HandoverThen[];
  unknownTimes: number;
}

const idOf = (key: GroupKey): string =>
  JSON.stringify([
    key.process_id,
    key.version_scope,
    key.version,
    key.origin,
    key.party_kind,
    key.pair_scope,
    key.from_party,
    key.to_party,
  ]);

/** Each handover counts for its pair and for the whole chain, in its version and in all of them together. */
const keysOf = (row: HandoffOfPair): GroupKey[] => {
  const { process_id, version, origin, party_kind, from_party, to_party } = row;
  const scopes = [
    { process_id, version_scope: 'all', version: null },
    { process_id, version_scope: 'one', version },
  ] as const;
  return scopes.flatMap((scope): GroupKey[] => [
    { ...scope, origin, party_kind, pair_scope: 'pair', from_party, to_party },
    { ...scope, origin, party_kind, pair_scope: 'chain', from_party: null, to_party: null },
  ]);
};

const grouped = (rows: readonly HandoffOfPair[], asOf: string, context: Context): ReadonlyMap<string, Group> => {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    if (row.first_submitted_at !== null && row.first_submitted_at > asOf) continue;
    const then = handoverAsOf(row, asOf, context);
    for (const key of keysOf(row)) {
      const id = idOf(key);
      let group = groups.get(id);
      if (group === undefined) groups.set(id, (group = { key, then: [], unknownTimes: 0 }));
      if (then === null) group.unknownTimes++;
      else group.then.push(then);
    }
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const NOT_ROLLED: RolledPca = {
  chain: [],
  rolled_pca: null,
  rolled_pca_lo: null,
  rolled_pca_hi: null,
  rolled_pca_reason: null,
};

const isOfChain = (pair: GroupKey, chain: GroupKey): boolean =>
  pair.pair_scope === 'pair' &&
  idOf({ ...pair, pair_scope: 'chain', from_party: null, to_party: null }) === idOf(chain);

/**
 * What passes between two parties, and through the chain of a process, as of an instant. The same handovers in any
 * order give the same rows.
 */
export const handoffPairs = (
  rows: readonly HandoffOfPair[],
  { asOf }: AsOf,
  context: Context,
  minN = MIN_N,
): HandoffPairRow[] => {
  const groups = [...grouped(rows, asOf, context)].map(([group_id, group]) => ({
    group_id,
    ...group,
    summary: pairSummary(group.then, asOf, minN),
  }));
  const pairsOf = (chain: GroupKey): Pair[] =>
    groups
      .filter(({ key }) => isOfChain(key, chain))
      .map(({ key, summary }) => ({ from: key.from_party, to: key.to_party, summary }));
  const versionOf = ({ process_id, version }: GroupKey) =>
    process_id === null || version === null ? null : versionNumbered(context, process_id, version);
  return groups.map(({ group_id, key, unknownTimes, summary }) => ({
    group_id,
    ...key,
    ...summary,
    ...(key.pair_scope === 'chain' ? rolledPca(versionOf(key), pairsOf(key), minN) : NOT_ROLLED),
    unknown_time_n: unknownTimes,
    min_n: minN,
    as_of: asOf,
  }));
};
