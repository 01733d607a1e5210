import { productOfProportions } from '@gemba/process-analytics';
import { type ProcessVersion } from '../context';
import { type PairSummary } from './pair-summary';

/** A pair of parties and what its handovers came to. */
export interface Pair {
  readonly from: string | null;
  readonly to: string | null;
  readonly summary: PairSummary;
}

export interface RolledPca {
  readonly chain: readonly string[];
  readonly rolled_pca: number | null;
  readonly rolled_pca_lo: number | null;
  readonly rolled_pca_hi: number | null;
  readonly rolled_pca_reason: 'no_handovers' | 'pair_without_judged_handovers' | 'insufficient' | null;
}

const nameOf = (from: string | null, to: string | null): string => `${from ?? '?'} → ${to ?? '?'}`;

/** The chain that a version lays down, each pair once; without a version, every pair that was seen. */
const chainOf = (version: ProcessVersion | null, pairs: readonly Pair[]): string[] => {
  const defined = (version?.handovers ?? []).map(({ fromTeam, toTeam }) => nameOf(fromTeam, toTeam));
  const seen = pairs.map(({ from, to }) => nameOf(from, to)).sort();
  return [...new Set(defined.length > 0 ? defined : seen)];
};

const unknown = (chain: readonly string[], reason: 'no_handovers' | 'pair_without_judged_handovers'): RolledPca => ({
  chain,
  rolled_pca: null,
  rolled_pca_lo: null,
  rolled_pca_hi: null,
  rolled_pca_reason: reason,
});

/** The share of work that would come through the whole chain complete and accurate. */
export const rolledPca = (version: ProcessVersion | null, pairs: readonly Pair[], minN: number): RolledPca => {
  const chain = chainOf(version, pairs);
  if (chain.length === 0) return unknown(chain, 'no_handovers');
  const summaries = new Map(pairs.map(({ from, to, summary }) => [nameOf(from, to), summary]));
  const stations = chain.map((pair) => ({
    successes: summaries.get(pair)?.complete_and_accurate_n ?? 0,
    n: summaries.get(pair)?.judged_n ?? 0,
  }));
  const rolled = productOfProportions(stations);
  if (rolled === null) return unknown(chain, 'pair_without_judged_handovers');
  return {
    chain,
    rolled_pca: rolled.rate,
    rolled_pca_lo: rolled.low,
    rolled_pca_hi: rolled.high,
    rolled_pca_reason: stations.some(({ n }) => n < minN) ? 'insufficient' : null,
  };
};
