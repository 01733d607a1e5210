import { chiSquareTail } from './chi-square-test';

export interface KruskalWallisResult {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/**
 * Do groups differ in where their values lie, whatever the values' distribution? Kruskal and Wallis's H on ranks, with
 * the correction for ties.
 *
 * Shapes: k groups of values in one unit; empty groups are left out. Null for fewer than two groups or when all values
 * are equal. Source: Hollander and Wolfe, Nonparametric Statistical Methods (1973), p. 115. Cost: O(n log n).
 */
export const kruskalWallis = (groups: readonly (readonly number[])[]): KruskalWallisResult | null => {
  const filled = groups.filter((group) => group.length > 0);
  const values = filled
    .flatMap((group, index) => group.map((value) => ({ value, index })))
    .sort((a, b) => a.value - b.value);
  const n = values.length;
  const rankSums = filled.map(() => 0);
  let ties = 0;
  for (let from = 0; from < n;) {
    let to = from;
    while (to < n && values[to]!.value === values[from]!.value) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) rankSums[values[i]!.index]! += rank;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const correction = 1 - ties / (n ** 3 - n);
  if (filled.length < 2 || !(correction > 0)) return null;
  const spread = rankSums.reduce((sum, rankSum, g) => sum + rankSum ** 2 / filled[g]!.length, 0);
  const statistic = ((12 / (n * (n + 1))) * spread - 3 * (n + 1)) / correction;
  const degreesOfFreedom = filled.length - 1;
  return { statistic, degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom) };
};
