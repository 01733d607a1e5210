import { chiSquareTail } from './chi-square-test';

/** One stratum: successes and failures of two groups that are alike in everything the stratum fixes. */
export interface TwoByTwo {
  readonly exposedSuccesses: number;
  readonly exposedFailures: number;
  readonly otherSuccesses: number;
  readonly otherFailures: number;
}

export interface StratifiedOddsRatio {
  readonly oddsRatio: number;
  readonly low: number;
  readonly high: number;
  /** χ² with continuity correction, one degree of freedom. */
  readonly statistic: number;
  readonly pValue: number;
}

/** z of a two-sided 95 % interval. */
const Z95 = 1.959964;

/**
 * How much higher are the odds of success in the exposed group, within strata? Mantel and Haenszel's pooled odds ratio
 * with the interval of Robins, Breslow and Greenland and the corrected χ² test.
 *
 * Shapes: one 2×2 table of counts a stratum; strata with fewer than two cases say nothing. Null where no stratum holds
 * both groups and both outcomes. Source: Mantel and Haenszel (1959); Robins, Breslow, Greenland, Biometrics 42 (1986).
 * Cost: O(strata).
 */
export const mantelHaenszel = (strata: readonly TwoByTwo[]): StratifiedOddsRatio | null => {
  let r = 0;
  let s = 0;
  let pr = 0;
  let psqr = 0;
  let qs = 0;
  let observed = 0;
  let expected = 0;
  let variance = 0;
  for (const { exposedSuccesses: a, exposedFailures: b, otherSuccesses: c, otherFailures: d } of strata) {
    const n = a + b + c + d;
    if (n < 2) continue;
    const [agree, disagree] = [(a + d) / n, (b + c) / n];
    const [ri, si] = [(a * d) / n, (b * c) / n];
    r += ri;
    s += si;
    pr += agree * ri;
    psqr += agree * si + disagree * ri;
    qs += disagree * si;
    observed += a;
    expected += ((a + b) * (a + c)) / n;
    variance += ((a + b) * (c + d) * (a + c) * (b + d)) / (n ** 2 * (n - 1));
  }
  if (r === 0 || s === 0 || variance === 0) return null;
  const oddsRatio = r / s;
  const logDeviation = Math.sqrt(pr / (2 * r ** 2) + psqr / (2 * r * s) + qs / (2 * s ** 2));
  const distance = Math.max(0, Math.abs(observed - expected) - 0.5);
  const statistic = distance ** 2 / variance;
  return {
    oddsRatio,
    low: oddsRatio * Math.exp(-Z95 * logDeviation),
    high: oddsRatio * Math.exp(Z95 * logDeviation),
    statistic,
    pValue: chiSquareTail(statistic, 1),
  };
};
