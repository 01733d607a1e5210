/**
 * Measurements laid out row after row, so that a walk through the cases touches each one's numbers at once. Cases that
 * measure the same share a row: many go the same way, and what is small stays near the processor.
 */
export interface CaseRows {
  /** Number of cases. */
  readonly n: number;
  readonly width: number;
  /** Which row each case has. */
  readonly rowOf: Int32Array;
  /** Row r stands at r·width. */
  readonly values: Float64Array;
}

/** Cases with equal values so far have equal classes; one column more tells more of them apart. */
const refined = (classes: Int32Array, column: Float64Array): Int32Array => {
  const known: Map<number, number>[] = [];
  let count = 0;
  return classes.map((of, i) => {
    const byValue = (known[of] ??= new Map<number, number>());
    let refinedClass = byValue.get(column[i]!);
    if (refinedClass === undefined) byValue.set(column[i]!, (refinedClass = count++));
    return refinedClass;
  });
};

/** Shapes: p columns of n values. Cost: O(n·p). */
export const caseRows = (columns: readonly Float64Array[], n: number): CaseRows => {
  const width = columns.length;
  const rowOf = columns.reduce(refined, new Int32Array(n));
  const rows = rowOf.reduce((most, row) => Math.max(most, row + 1), 0);
  const values = new Float64Array(rows * width);
  columns.forEach((column, j) => {
    for (let i = 0; i < n; i++) values[rowOf[i]! * width + j] = column[i]!;
  });
  return { n, width, rowOf, values };
};
