import { jStat } from 'jstat';

export interface ChiSquareResult {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Cells expected to hold fewer than five: with any, take the p-value with care. */
  readonly smallCells: number;
}

/** Share of a χ² distribution beyond a value. */
export const chiSquareTail = (statistic: number, degreesOfFreedom: number): number =>
  degreesOfFreedom < 1 ? 1 : 1 - jStat.chisquare.cdf(statistic, degreesOfFreedom);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Do the rows of a table of counts share one distribution over its columns? Pearson's χ² of independence, without
 * continuity correction. Rows and columns without any count are left out.
 *
 * Shapes: r rows of c counts. Errors: RangeError for rows of different length or a negative count.
 * Source: Agresti, An Introduction to Categorical Data Analysis (2007), 2.4. Cost: O(r·c).
 */
export const chiSquareTest = (table: readonly (readonly number[])[]): ChiSquareResult => {
  const width = table[0]?.length ?? 0;
  if (table.some((row) => row.length !== width))
    throw new RangeError('table: rows differ in length; give each the same columns');
  if (table.some((row) => row.some((count) => count < 0)))
    throw new RangeError('table: a count is negative; give counts of 0 or more');
  const rows = table.filter((row) => sum(row) > 0);
  const columnSums = Array.from({ length: width }, (_, j) => sum(rows.map((row) => row[j]!)));
  const total = sum(columnSums);
  let statistic = 0;
  let smallCells = 0;
  for (const row of rows) {
    const rowSum = sum(row);
    row.forEach((count, j) => {
      const expected = (rowSum * columnSums[j]!) / total;
      if (expected === 0) return;
      if (expected < 5) smallCells++;
      statistic += (count - expected) ** 2 / expected;
    });
  }
  const columns = columnSums.filter((count) => count > 0).length;
  const degreesOfFreedom = Math.max(0, rows.length - 1) * Math.max(0, columns - 1);
  return { statistic, degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom), smallCells };
};
