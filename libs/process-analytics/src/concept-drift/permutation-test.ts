import { seededRandom, shuffleInPlace } from '../seeded-random';
import { type CaseRows, caseRows } from './case-rows';
import { Reach } from './reach';
import { scanSplits, type ScanResult } from './two-sample-scan';

/** A cut that shuffled cases would seldom show. */
export interface TestedSplit {
  /** Number of cases before the cut. */
  readonly at: number;
  /** Share of shuffles in which either statistic is as extreme (the two are one test: no doubling of chances). */
  readonly pValue: number;
}

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

/** How a cut is tested. */
interface TestOptions {
  readonly minSegment: number;
  readonly permutations: number;
  readonly seed: number;
  readonly alpha: number;
}

const inOrder = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);

/**
 * The shuffles that come up to what is seen by either statistic; null as soon as p is known to lie above alpha. The
 * others rank below what is seen by both statistics, and need not be known any better.
 */
const reaching = (cases: CaseRows, seen: ScanResult, options: TestOptions): ScanResult[] | null => {
  const { minSegment, permutations, alpha } = options;
  const reach = new Reach(cases, seen, minSegment);
  const order = inOrder(cases.n);
  const random = seededRandom(options.seed);
  const results: ScanResult[] = [];
  let [bySum, byLargest] = [0, 0];
  for (let b = 1; b <= permutations; b++) {
    shuffleInPlace(order, random);
    if (!reach.mayReach(order)) continue;
    const result = scanSplits(cases, order, minSegment);
    if (result.bySum.statistic >= seen.bySum.statistic) bySum++;
    if (result.byLargest.statistic >= seen.byLargest.statistic) byLargest++;
    results.push(result);
    // Shuffles that reach what is seen by one statistic rank as high by it: with what is seen, p counts at least these.
    if ((Math.min(bySum, byLargest) + 1) / (permutations + 1) > alpha) return null;
  }
  return results;
};

/**
 * Is the best cut of these cases better than the best cut of the same cases in random order? Two statistics (sum and
 * largest) are asked, and the smaller of their two ranks is ranked once more among the shuffles, so the p-value holds
 * for the choice of the place and of the statistic.
 *
 * Shapes: p standardised columns of n values. Null where p lies above `alpha`. p is at least 1/(permutations+1). The
 * same seed gives the same p. Source: Westfall and Young, Resampling-Based Multiple Testing (1993), min-p.
 * Cost: O(permutations·n·p) at most.
 */
export const testBestSplit = (columns: readonly Float64Array[], options: TestOptions): TestedSplit | null => {
  const n = columns[0]?.length ?? 0;
  if (2 * options.minSegment > n) return null;
  const cases = caseRows(columns, n);
  const seen = scanSplits(cases, inOrder(n), options.minSegment);
  const shuffled = reaching(cases, seen, options);
  if (shuffled === null) return null;
  const all = [seen, ...shuffled];
  const sums = descending(all.map((result) => result.bySum.statistic));
  const largests = descending(all.map((result) => result.byLargest.statistic));
  const sumRank = (result: ScanResult): number => atLeast(sums, result.bySum.statistic);
  const largestRank = (result: ScanResult): number => atLeast(largests, result.byLargest.statistic);
  const rank = (result: ScanResult): number => Math.min(sumRank(result), largestRank(result));
  const asExtreme = all.filter((result) => rank(result) <= rank(seen)).length;
  const pValue = asExtreme / (options.permutations + 1);
  if (pValue > options.alpha) return null;
  return { at: sumRank(seen) <= largestRank(seen) ? seen.bySum.at : seen.byLargest.at, pValue };
};
