import { type CaseRows } from './case-rows';
import { type ScanResult } from './two-sample-scan';

/** Sums in another order differ in the last digits; what comes so close to the bar is not said to stay below it. */
const MARGIN = 1e-6;

/** The rows of cases as what each has above the least of its column, which for most columns is nothing. */
interface SparseRows {
  /** Row r holds the entries starts[r] up to starts[r + 1]. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** Σ value², Σ value·base, by row. */
  readonly squares: Float64Array;
  readonly alongBase: Float64Array;
  /** What each column loses a case: minus its least value. */
  readonly base: Float64Array;
}

const leastOf = ({ width, values }: CaseRows): Float64Array => {
  const least = new Float64Array(width).fill(Infinity);
  values.forEach((value, i) => {
    if (value < least[i % width]!) least[i % width] = value;
  });
  return least;
};

const sparseRows = (cases: CaseRows): SparseRows => {
  const { width, values } = cases;
  const rows = width === 0 ? 0 : values.length / width;
  const base = leastOf(cases).map((least) => -least);
  const starts = new Int32Array(rows + 1);
  const [columns, above]: [number[], number[]] = [[], []];
  const [squares, alongBase] = [new Float64Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < width; j++) {
      const value = values[row * width + j]! + base[j]!;
      if (value === 0) continue;
      columns.push(j);
      above.push(value);
      squares[row]! += value * value;
      alongBase[row]! += value * base[j]!;
    }
    starts[row + 1] = columns.length;
  }
  return { starts, columns: Int32Array.from(columns), values: Float64Array.from(above), squares, alongBase, base };
};

/** From so large a share of entries on, a scan of everything is as fast. */
const SPARSE_MAX = 0.25;

/** The least squared sums of a side, at each cut, that reach a statistic; beyond the first and last cut none does. */
const barsOf = (statistic: number, n: number, minSegment: number): Float64Array => {
  const bars = new Float64Array(n + 1).fill(Infinity);
  for (let k = minSegment; k <= n - minSegment; k++) bars[k] = (statistic * (1 - MARGIN) * k * (n - k)) / n;
  return bars;
};

/**
 * Tells of orders of the same cases whether some cut might be as clear as one that was seen, by the sum or by the
 * largest, in time proportional to what the cases have above the least of each column. False is certain; true may be
 * wrong, for a hair's breadth only.
 *
 * Between two cases that have something in a column, its side sum S changes evenly, and S²·n/(k(n−k)) is then largest
 * at one of the two ends: S falls from nothing to nothing, and has come no higher than its column's total. So a column
 * is looked at only where it has something, and at the first and last cut.
 */
export class Reach {
  private readonly rows: SparseRows;
  private readonly sumBars: Float64Array;
  private readonly largestBars: Float64Array;
  private readonly isSparse: boolean;

  constructor(
    private readonly cases: CaseRows,
    seen: ScanResult,
    private readonly minSegment: number,
  ) {
    this.rows = sparseRows(cases);
    this.isSparse = this.rows.values.length < SPARSE_MAX * cases.values.length;
    this.sumBars = barsOf(seen.bySum.statistic, cases.n, minSegment);
    this.largestBars = barsOf(seen.byLargest.statistic, cases.n, minSegment);
  }

  mayReach(order: Int32Array): boolean {
    return !this.isSparse || this.walk(order);
  }

  private walk(order: Int32Array): boolean {
    const { rows, sumBars, largestBars, minSegment } = this;
    const { n, width, rowOf } = this.cases;
    const { starts, columns, values, squares, alongBase, base } = rows;
    const baseSquares = base.reduce((sum, each) => sum + each * each, 0);
    const totals = new Float64Array(width);
    // Σ S² and Σ S·base over all columns.
    let sum = 0;
    let along = 0;
    for (let k = 1; k <= n - minSegment; k++) {
      const row = rowOf[order[k - 1]!]!;
      const barBefore = largestBars[k - 1]!;
      const bar = largestBars[k]!;
      let dot = 0;
      for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
        const column = columns[entry]!;
        const value = values[entry]!;
        const before = totals[column]! - (k - 1) * base[column]!;
        const after = before + value - base[column]!;
        if (before * before >= barBefore || after * after >= bar) return true;
        dot += before * value;
        totals[column]! += value;
      }
      sum += 2 * dot - 2 * along + squares[row]! - 2 * alongBase[row]! + baseSquares;
      along += alongBase[row]! - baseSquares;
      if (sum >= sumBars[k]!) return true;
      if ((k === minSegment || k === n - minSegment) && this.anyReaches(totals, k)) return true;
    }
    return false;
  }

  private anyReaches(totals: Float64Array, k: number): boolean {
    const { base } = this.rows;
    return totals.some((total, column) => (total - k * base[column]!) ** 2 >= this.largestBars[k]!);
  }
}
