import { Z95 } from '../z95';

export interface ProportionInterval {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What share is it, and how sure is that? The rates for which the observed share lies within z standard errors of the
 * normal approximation (Wilson's score interval): never below 0 or above 1, and sound for small n too.
 *
 * Shapes: counts → shares; null for n = 0, where nothing is known. Errors: RangeError unless 0 ≤ successes ≤ n, whole.
 * Source: Wilson, JASA 22 (1927). Cost: O(1).
 */
export const wilsonInterval = (successes: number, n: number, z = Z95): ProportionInterval | null => {
  if (!Number.isInteger(successes) || !Number.isInteger(n) || successes < 0 || successes > n)
    throw new RangeError(`successes: ${successes} of ${n} is no count; give whole numbers with 0 ≤ successes ≤ n`);
  return wilsonIntervalOfShare(n === 0 ? 0 : successes / n, n, z);
};

/**
 * The same of a share that was estimated with the precision of `n` cases, which need not be a whole number.
 *
 * Shapes: a share in 0…1 and n ≥ 0 → shares; null for n = 0. Errors: RangeError outside these. Source: as above.
 * Cost: O(1).
 */
export const wilsonIntervalOfShare = (rate: number, n: number, z = Z95): ProportionInterval | null => {
  if (!(rate >= 0 && rate <= 1) || !(n >= 0))
    throw new RangeError(`rate: ${rate} of ${n} cases is no share; give 0 to 1, and a number of cases of 0 or more`);
  if (n === 0) return null;
  const z2 = z * z;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n));
  return { rate, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
};
