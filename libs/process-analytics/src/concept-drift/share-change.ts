import { wilsonInterval } from '../proportions/wilson-interval';

/** How many of how many. */
export interface ShareOf {
  readonly count: number;
  readonly n: number;
}

export interface ShareWithInterval extends ShareOf {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** A share before and after, with Wilson 95 % intervals. */
export interface ShareChange {
  readonly name: string;
  readonly before: ShareWithInterval;
  readonly after: ShareWithInterval;
  /** Difference (after − before) in standard deviations of one case, pooled: free of how many cases there are. */
  readonly difference: number;
}

const withInterval = ({ count, n }: ShareOf): ShareWithInterval => {
  const { rate, low, high } = wilsonInterval(count, n)!;
  return { count, n, share: rate, low, high };
};

/**
 * How much a share changed, with how sure each side is. Null where a side has no cases, or where both shares are
 * 0 or both 1: then there is nothing to tell.
 *
 * Shapes: counts of 0 to n. Errors: RangeError of `wilsonInterval` for a count outside 0 to n. Source: standardised
 * difference of two proportions, Cohen, Statistical Power Analysis (1988). Cost: O(1).
 */
export const shareChange = (name: string, before: ShareOf, after: ShareOf): ShareChange | null => {
  if (before.n === 0 || after.n === 0) return null;
  const [old, new_] = [withInterval(before), withInterval(after)];
  const pooled = (before.count + after.count) / (before.n + after.n);
  if (pooled === 0 || pooled === 1) return null;
  return { name, before: old, after: new_, difference: (new_.share - old.share) / Math.sqrt(pooled * (1 - pooled)) };
};

/** The largest differences first; equal ones by name, so that the same data tells the same story. */
export const largestChanges = (changes: readonly (ShareChange | null)[], top: number): ShareChange[] =>
  changes
    .filter((change) => change !== null && change.difference !== 0)
    .map((change) => change!)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.name < b.name ? -1 : 1))
    .slice(0, top);
