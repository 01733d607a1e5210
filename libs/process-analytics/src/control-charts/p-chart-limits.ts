export interface Proportion {
  readonly successes: number;
  readonly n: number;
}

export interface PChartLimits {
  readonly mean: number;
  /** Clipped to 0…1. */
  readonly lower: number;
  readonly upper: number;
}

/** All successes over all trials; null where there was no trial. O(k). */
export const pooledProportion = (baseline: readonly Proportion[]): number | null => {
  const n = baseline.reduce((sum, period) => sum + period.n, 0);
  return n === 0 ? null : baseline.reduce((sum, period) => sum + period.successes, 0) / n;
};

/**
 * Limits of a rate for a period of n trials: pooled p̄ ± 3·√(p̄(1−p̄)/n), narrower for larger periods.
 *
 * Shapes: p̄ in 0…1, n trials. Errors: RangeError for n < 1 (a period without trials has no point on the chart).
 * Source: Montgomery, Introduction to Statistical Quality Control (2012), 7.2. Cost: O(1).
 */
export const pChartLimits = (mean: number, n: number): PChartLimits => {
  if (!(n >= 1)) throw new RangeError(`n is ${n}: a period needs at least one trial to have limits`);
  const reach = 3 * Math.sqrt((mean * (1 - mean)) / n);
  return { mean, lower: Math.max(0, mean - reach), upper: Math.min(1, mean + reach) };
};
