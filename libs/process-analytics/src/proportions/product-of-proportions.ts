import { type ProportionInterval, wilsonInterval } from './wilson-interval';

/** Successes among n. */
export interface Count {
  readonly successes: number;
  readonly n: number;
}

const spread = (intervals: readonly ProportionInterval[], end: 'low' | 'high'): number =>
  Math.sqrt(intervals.reduce((sum, interval) => sum + (Math.log(interval.rate) - Math.log(interval[end])) ** 2, 0));

/**
 * What share comes through a chain of stations unharmed, and how sure is that? The product of the stations' shares,
 * taken as independent of each other; its 95 % interval is put together on the log scale from the distances between
 * each share and the ends of its own Wilson interval. One station gives its Wilson interval. Where a station let
 * nothing through the product is 0 and the upper end the product of the upper ends, which errs on the wide side.
 *
 * Shapes: counts → shares; null for an empty chain or a station without cases. Errors: RangeError as `wilsonInterval`.
 * Source: rolled throughput yield; recovery of variance estimates, Zou and Donner, Stat. Med. 27 (2008). Cost: O(k).
 */
export const productOfProportions = (counts: readonly Count[]): ProportionInterval | null => {
  const intervals = counts.map(({ successes, n }) => wilsonInterval(successes, n));
  const known = intervals.filter((interval) => interval !== null);
  if (known.length === 0 || known.length < intervals.length) return null;
  const rate = known.reduce((product, interval) => product * interval.rate, 1);
  if (rate === 0) return { rate, low: 0, high: known.reduce((product, { high }) => product * high, 1) };
  const low = Math.exp(Math.log(rate) - spread(known, 'low'));
  const high = Math.exp(Math.log(rate) + spread(known, 'high'));
  return { rate, low, high: Math.min(1, high) };
};
