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
 * Shapes: p columns of n values; `order` a permutation of 0…n−1; cuts from `minSegment` to n−minSegment.
 * Errors: RangeError where 2·minSegment > n. Source: the CUSUM form of the two-sample z statistic (Csörgő and Horváth,
 * Limit Theorems in Change-Point Analysis, 1997). Cost: O(n·p).
 */
export const scanSplits = (columns: readonly Float64Array[], order: Int32Array, minSegment: number): ScanResult => {
  const n = order.length;
  if (minSegment < 1 || 2 * minSegment > n) {
    throw new RangeError(
      `minSegment is ${minSegment}: give 1 to ${Math.floor(n / 2)}, so that both sides of a cut hold as many`,
    );
  }
  const sums = new Float64Array(n + 1);
  const largest = new Float64Array(n + 1);
  const weights = new Float64Array(n + 1);
  for (let k = minSegment; k <= n - minSegment; k++) weights[k] = n / (k * (n - k));
  for (const column of columns) {
    let running = 0;
    for (let k = 1; k < minSegment; k++) running += column[order[k - 1]!]!;
    for (let k = minSegment; k <= n - minSegment; k++) {
      running += column[order[k - 1]!]!;
      const statistic = running * running * weights[k]!;
      sums[k]! += statistic;
      if (statistic > largest[k]!) largest[k] = statistic;
    }
  }
  return { bySum: bestSplit(sums, minSegment), byLargest: bestSplit(largest, minSegment) };
};

const bestSplit = (statistics: Float64Array, minSegment: number): Split => {
  let at = minSegment;
  for (let k = minSegment; k < statistics.length - minSegment; k++) if (statistics[k]! > statistics[at]!) at = k;
  return { at, statistic: statistics[at]! };
};
