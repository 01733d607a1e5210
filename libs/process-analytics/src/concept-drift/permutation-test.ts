import { seededRandom, shuffleInPlace } from '../seeded-random';
import { scanSplits, type ScanResult } from './two-sample-scan';

/** A cut that shuffled cases would seldom show. */
export interface TestedSplit {
  /** Number of cases before the cut. */
  readonly at: number;
  /** Share of shuffles in which either statistic is as extreme (the two are one test: no doubling of chances). */
  readonly pValue: number;
}

/** How many shuffles are looked at before giving up on a case order that looks like any other. */
const GLANCE = 99;
const HOPELESS = 9;

/** How many of the sorted values are at least this one. */
const atLeast = (sorted: Float64Array, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! >= value) low = middle + 1;
    else high = middle;
  }
  return low;
};

const descending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort().reverse();

/**
 * Is the best cut of these cases better than the best cut of the same cases in random order? Two statistics (sum and
 * largest) are asked, and the smaller of their two ranks is ranked once more among the shuffles, so the p-value holds
 * for the choice of the place and of the statistic.
 *
 * Shapes: p standardised columns of n values. Null where `GLANCE` shuffles show nothing to find. p is at least
 * 1/(permutations+1). The same seed gives the same p. Source: Westfall and Young, Resampling-Based Multiple Testing
 * (1993), min-p. Cost: O(permutations·n·p).
 */
export const testBestSplit = (
  columns: readonly Float64Array[],
  options: { readonly minSegment: number; readonly permutations: number; readonly seed: number },
): TestedSplit | null => {
  const n = columns[0]?.length ?? 0;
  if (2 * options.minSegment > n) return null;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const seen = scanSplits(columns, order, options.minSegment);
  const random = seededRandom(options.seed);
  const shuffled: ScanResult[] = [];
  for (let b = 1; b <= options.permutations; b++) {
    shuffleInPlace(order, random);
    shuffled.push(scanSplits(columns, order, options.minSegment));
    if (b === GLANCE && looksLikeAnyOther(seen, shuffled)) return null;
  }
  const all = [seen, ...shuffled];
  const sums = descending(all.map((result) => result.bySum.statistic));
  const largests = descending(all.map((result) => result.byLargest.statistic));
  const sumRank = (result: ScanResult): number => atLeast(sums, result.bySum.statistic);
  const largestRank = (result: ScanResult): number => atLeast(largests, result.byLargest.statistic);
  const rank = (result: ScanResult): number => Math.min(sumRank(result), largestRank(result));
  const asExtreme = all.filter((result) => rank(result) <= rank(seen)).length;
  return {
    at: sumRank(seen) <= largestRank(seen) ? seen.bySum.at : seen.byLargest.at,
    pValue: asExtreme / all.length,
  };
};

const looksLikeAnyOther = (seen: ScanResult, shuffled: readonly ScanResult[]): boolean =>
  shuffled.filter((result) => result.bySum.statistic >= seen.bySum.statistic).length >= HOPELESS &&
  shuffled.filter((result) => result.byLargest.statistic >= seen.byLargest.statistic).length >= HOPELESS;
