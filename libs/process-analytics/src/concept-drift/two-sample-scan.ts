import { type CaseRows } from './case-rows';

/** Columns brought to mean 0 and variance 1 over the scanned cases; columns that never vary are left out. */
export const standardised = (columns: readonly Float64Array[]): Float64Array[] =>
  columns.flatMap((column) => {
    const n = column.length;
    let sum = 0;
    for (const value of column) sum += value;
    const mean = sum / n;
    let squares = 0;
    for (const value of column) squares += (value - mean) ** 2;
    if (n < 2 || squares < 1e-9) return [];
    const deviation = Math.sqrt(squares / (n - 1));
    return [column.map((value) => (value - mean) / deviation)];
  });

/** The best place to cut, by one statistic. */
export interface Split {
  /** Number of cases before the cut. */
  readonly at: number;
  readonly statistic: number;
}

export interface ScanResult {
  /** By the sum over all columns of the squared two-sample difference: sees many small changes. */
  readonly bySum: Split;
  /** By the largest single one: sees one clear change. */
  readonly byLargest: Split;
}

/**
 * Tries every cut of n cases in two and measures how different the two sides are: for each standardised column the
 * squared difference of the sides' means over its variance, S²·n/(k(n−k)) with S the sum of the first k values.
 *
 * Shapes: n cases of p values; `order` a permutation of 0…n−1; cuts from `minSegment` to n−minSegment.
 * Errors: RangeError where 2·minSegment > n. Source: the CUSUM form of the two-sample z statistic (Csörgő and Horváth,
 * Limit Theorems in Change-Point Analysis, 1997). Cost: O(n·p).
 */
export const scanSplits = (
  { n, width, rowOf, values }: CaseRows,
  order: Int32Array,
  minSegment: number,
): ScanResult => {
  if (minSegment < 1 || 2 * minSegment > n) {
    throw new RangeError(
      `minSegment is ${minSegment}: give 1 to ${Math.floor(n / 2)}, so that both sides of a cut hold as many`,
    );
  }
  const sides = new Float64Array(width);
  for (let k = 1; k < minSegment; k++) {
    const from = rowOf[order[k - 1]!]! * width;
    for (let j = 0; j < width; j++) sides[j]! += values[from + j]!;
  }
  let [sumAt, sum, largestAt, largest] = [minSegment, -1, minSegment, -1];
  for (let k = minSegment; k <= n - minSegment; k++) {
    const from = rowOf[order[k - 1]!]! * width;
    const weight = n / (k * (n - k));
    let sumHere = 0;
    let largestHere = 0;
    for (let j = 0; j < width; j++) {
      const side = sides[j]! + values[from + j]!;
      sides[j] = side;
      const statistic = side * side * weight;
      sumHere += statistic;
      if (statistic > largestHere) largestHere = statistic;
    }
    if (sumHere > sum) [sumAt, sum] = [k, sumHere];
    if (largestHere > largest) [largestAt, largest] = [k, largestHere];
  }
  return { bySum: { at: sumAt, statistic: sum }, byLargest: { at: largestAt, statistic: largest } };
};
