import { chiSquareTail } from './chi-square-test';
import { type ScoredProportion, type TrendResult } from './trend-test';

interface Sums {
  readonly n: number;
  readonly successes: number;
  readonly score: number;
  readonly scoreSquared: number;
  readonly scoreOfSuccesses: number;
}

const sumsOf = (groups: readonly ScoredProportion[]): Sums =>
  groups.reduce<Sums>(
    (sums, { score, successes, n }) => ({
      n: sums.n + n,
      successes: sums.successes + successes,
      score: sums.score + n * score,
      scoreSquared: sums.scoreSquared + n * score ** 2,
      scoreOfSuccesses: sums.scoreOfSuccesses + successes * score,
    }),
    { n: 0, successes: 0, score: 0, scoreSquared: 0, scoreOfSuccesses: 0 },
  );

/**
 * Does a rate rise or fall along a scale, among cases that are alike in everything a stratum fixes? Mantel's extension
 * of the test of Cochran and Armitage: within each stratum the summed scores of the successes against what is expected
 * of so many successes drawn at random, then added up over the strata. Without continuity correction.
 *
 * Shapes: strata of k scored groups each; a stratum of fewer than two cases says nothing. Null where no stratum holds
 * both two scores and both outcomes. The slope is the pooled change of the rate, within strata, for one step of the
 * score. Source: Mantel, JASA 58 (1963). Cost: O(strata · k).
 */
export const stratifiedTrendTest = (strata: readonly (readonly ScoredProportion[])[]): TrendResult | null => {
  let [excess, variance, spread] = [0, 0, 0];
  for (const groups of strata) {
    const { n, successes, score, scoreSquared, scoreOfSuccesses } = sumsOf(groups);
    if (n < 2) continue;
    const within = scoreSquared - score ** 2 / n;
    excess += scoreOfSuccesses - (successes * score) / n;
    variance += ((successes * (n - successes)) / (n * (n - 1))) * within;
    spread += within;
  }
  if (!(variance > 0)) return null;
  const statistic = excess ** 2 / variance;
  return { statistic, pValue: chiSquareTail(statistic, 1), slope: excess / spread };
};
