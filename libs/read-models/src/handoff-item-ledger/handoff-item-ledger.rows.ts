import { type HandoffItemRow } from '../handoff-item';
import { MIN_N, type Rate, rateColumns, rateOf } from '../rates';
import { type AsOf, type Row } from '../read-model';

/** What it reads of handoff_item. */
export const ITEM_COLUMNS = [
  'process_id',
  'origin',
  'from_party',
  'to_party',
  'sender_id',
  'item_key',
  'submitted_at',
  'counted',
  'state',
  'judged',
  'defect',
  'defect_found_at',
  'escaped_defect',
  'escaped_at',
] as const;
export type ItemOfLedger = Pick<HandoffItemRow, (typeof ITEM_COLUMNS)[number]>;

interface GroupKey extends Pick<ItemOfLedger, 'process_id' | 'origin' | 'from_party' | 'to_party' | 'item_key'> {
  readonly sender_scope: 'all' | 'one';
  readonly sender_id: string | null;
}

export interface HandoffItemLedgerRow extends Row, GroupKey {
  readonly group_id: string;
  readonly n: number;
  readonly lacking_n: number;
  readonly invalid_n: number;
  readonly lacking_rate: number | null;
  readonly lacking_rate_lo: number | null;
  readonly lacking_rate_hi: number | null;
  readonly lacking_rate_reason: Rate['reason'];
  readonly missing: number;
  readonly invalid: number;
  readonly late: number;
  readonly wrong: number;
  readonly escaped: number;
  readonly unknown_time_n: number;
  readonly min_n: number;
  readonly as_of: string;
}

const idOf = (key: GroupKey): string =>
  JSON.stringify([
    key.process_id,
    key.origin,
    key.from_party,
    key.to_party,
    key.item_key,
    key.sender_scope,
    key.sender_id,
  ]);

const keysOf = ({ process_id, origin, from_party, to_party, item_key, sender_id }: ItemOfLedger): GroupKey[] => {
  const pair = { process_id, origin, from_party, to_party, item_key };
  return [
    { ...pair, sender_scope: 'all', sender_id: null },
    { ...pair, sender_scope: 'one', sender_id },
  ];
};

/** A defect of which nobody knows when it was found counts: it was found. */
const foundBy = (at: string | null, asOf: string): boolean => at === null || at <= asOf;

const summaryOf = (items: readonly ItemOfLedger[], asOf: string, minN: number) => {
  const counted = items.filter((item) => item.counted);
  const lacking = counted.filter(({ state }) => state === 'missing').length;
  const invalid = counted.filter(({ state }) => state === 'invalid').length;
  const defects = (kind: ItemOfLedger['defect']): number =>
    items.filter(({ defect, defect_found_at }) => defect === kind && foundBy(defect_found_at, asOf)).length;
  return {
    n: counted.length,
    lacking_n: lacking,
    invalid_n: invalid,
    ...rateColumns('lacking_rate', rateOf(lacking + invalid, counted.length, minN)),
    missing: defects('missing'),
    invalid: defects('invalid'),
    late: defects('late'),
    wrong: defects('wrong'),
    escaped: items.filter((item) => item.escaped_defect !== null && foundBy(item.escaped_at, asOf)).length,
  };
};

/** Which items are always missing, and from whom, as of an instant. The same items in any order give the same rows. */
export const handoffItemLedger = (
  items: readonly ItemOfLedger[],
  { asOf }: AsOf,
  minN = MIN_N,
): HandoffItemLedgerRow[] => {
  const groups = new Map<string, { key: GroupKey; known: ItemOfLedger[]; unknownTimes: number }>();
  for (const item of items) {
    if (item.submitted_at !== null && item.submitted_at > asOf) continue;
    for (const key of keysOf(item)) {
      const id = idOf(key);
      let group = groups.get(id);
      if (group === undefined) groups.set(id, (group = { key, known: [], unknownTimes: 0 }));
      if (item.submitted_at === null) group.unknownTimes++;
      else group.known.push(item);
    }
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group_id, { key, known, unknownTimes }]) => ({
      group_id,
      ...key,
      ...summaryOf(known, asOf, minN),
      unknown_time_n: unknownTimes,
      min_n: minN,
      as_of: asOf,
    }));
};
