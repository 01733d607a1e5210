import { chiSquareTail } from './chi-square-test';

export interface ScoredProportion {
  /** Where the group stands on the scale whose trend is asked for. */
  readonly score: number;
  readonly successes: number;
  readonly n: number;
}

export interface TrendResult {
  /** χ² with one degree of freedom. */
  readonly statistic: number;
  readonly pValue: number;
  /** Weighted least-squares slope: change of the rate for one step of the score. */
  readonly slope: number;
}

/**
 * Does a rate rise or fall along a scale? Cochran and Armitage's test for a linear trend in proportions.
 *
 * Shapes: k groups with a score each; groups without a case are left out. Null where fewer than two scores hold cases,
 * or where all or none of the cases succeed: nothing can trend. Source: Armitage, Biometrics 11 (1955); the weights of
 * R's prop.trend.test. Cost: O(k).
 */
export const trendTest = (groups: readonly ScoredProportion[]): TrendResult | null => {
  const filled = groups.filter((group) => group.n > 0);
  const n = filled.reduce((sum, group) => sum + group.n, 0);
  const successes = filled.reduce((sum, group) => sum + group.successes, 0);
  const rate = successes / n;
  const meanScore = filled.reduce((sum, group) => sum + group.n * group.score, 0) / n;
  const spread = filled.reduce((sum, group) => sum + group.n * (group.score - meanScore) ** 2, 0);
  const variance = rate * (1 - rate);
  if (n === 0 || spread === 0 || variance === 0) return null;
  const slope = filled.reduce((sum, group) => sum + (group.score - meanScore) * group.successes, 0) / spread;
  const statistic = (slope ** 2 * spread) / variance;
  return { statistic, pValue: chiSquareTail(statistic, 1), slope };
};
