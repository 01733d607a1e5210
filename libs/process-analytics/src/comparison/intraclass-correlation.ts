/**
 * What share of the variation lies between groups rather than inside them? One-way intraclass correlation ICC(1) from
 * the mean squares between and within, for groups of any size. May be below 0 when groups are more alike than chance.
 *
 * Shapes: k groups of values in one unit; empty groups are left out. Null for fewer than two groups, for groups of one
 * value only, and when nothing varies. Source: Shrout and Fleiss, Psychological Bulletin 86 (1979). Cost: O(n).
 */
export const intraclassCorrelation = (groups: readonly (readonly number[])[]): number | null => {
  const filled = groups.filter((group) => group.length > 0);
  const k = filled.length;
  const n = filled.reduce((sum, group) => sum + group.length, 0);
  if (k < 2 || n <= k) return null;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const grandMean = mean(filled.flat());
  const between = filled.reduce((sum, group) => sum + group.length * (mean(group) - grandMean) ** 2, 0) / (k - 1);
  const within =
    filled.reduce((sum, group) => sum + group.reduce((inner, value) => inner + (value - mean(group)) ** 2, 0), 0) /
    (n - k);
  const typicalSize = (n - filled.reduce((sum, group) => sum + group.length ** 2, 0) / n) / (k - 1);
  const total = between + (typicalSize - 1) * within;
  return total === 0 ? null : (between - within) / total;
};
