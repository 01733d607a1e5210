/** 3 ÷ d2 for ranges of two: turns a mean moving range into three sigma. */
const D2_OF_TWO = 1.128;
/** D4 for ranges of two. */
const D4_OF_TWO = 3.267;

export interface XmrLimits {
  readonly mean: number;
  readonly meanMovingRange: number;
  /** Upper and lower natural process limit. */
  readonly upper: number;
  readonly lower: number;
  /** Upper range limit, for the moving ranges. */
  readonly upperRange: number;
}

/** |x₂−x₁|, |x₃−x₂|, …: one fewer than the values. O(n). */
export const movingRanges = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => Math.abs(value - values[i]!));

/**
 * Natural process limits of single values: mean ± 3 · mean moving range ÷ 1.128; upper range limit 3.267 · mean moving
 * range. What varies within them varies by common cause.
 *
 * Shapes: the baseline's values in order of time, in their own unit. Null for fewer than two values: no range, no
 * limits. Source: Wheeler, Understanding Variation (2000); NIST e-Handbook 6.3.2.2. Cost: O(n).
 */
export const xmrLimits = (baseline: readonly number[]): XmrLimits | null => {
  if (baseline.length < 2) return null;
  const mean = baseline.reduce((sum, value) => sum + value, 0) / baseline.length;
  const meanMovingRange = movingRanges(baseline).reduce((sum, range) => sum + range, 0) / (baseline.length - 1);
  const reach = (3 * meanMovingRange) / D2_OF_TWO;
  return {
    mean,
    meanMovingRange,
    upper: mean + reach,
    lower: mean - reach,
    upperRange: D4_OF_TWO * meanMovingRange,
  };
};
