import { testBestSplit } from './permutation-test';
import { standardised } from './two-sample-scan';

/** A place at which cases in order stop being like those before. */
export interface Change {
  /** Index of the last case of the old way, from 0. */
  readonly lastOldCase: number;
  readonly pValue: number;
}

export interface SegmentationOptions {
  /** No stretch between two changes is shorter: cases. Default: 4 % of the cases, at least 10, at most 100. */
  readonly minSegment?: number;
  /** A cut is believed when shuffles show one as extreme in at most this share. */
  readonly alpha: number;
  readonly permutations: number;
  readonly seed: number;
}

/** Chosen on 450 changeless logs (none alarmed) and 150 changed ones; see docs/decisions. */
export const DEFAULT_SEGMENTATION: SegmentationOptions = { alpha: 0.004, permutations: 999, seed: 1 };

/** The shortest stretch that is looked at among n cases. */
export const defaultMinSegment = (n: number): number => Math.min(100, Math.max(10, Math.ceil(n * 0.04)));

/**
 * Cuts cases where their measurements differ most, believes the cut only if shuffled cases hardly ever show one as
 * clear, and looks again on both sides of it.
 *
 * Shapes: p columns of n measurements, cases in order; changes in that order, none for fewer than 2·minSegment cases.
 * Source: binary segmentation (Vostrikova 1981) with a permutation test. Cost: O(permutations·n·p) a level.
 */
export const segmentCases = (
  columns: readonly Float64Array[],
  options: Partial<SegmentationOptions> = {},
): Change[] => {
  const n = columns[0]?.length ?? 0;
  const settings = { ...DEFAULT_SEGMENTATION, ...options };
  const { alpha, permutations, seed, minSegment = defaultMinSegment(n) } = settings;
  const changes: Change[] = [];
  const search = (from: number, to: number): void => {
    if (to - from < 2 * minSegment) return;
    const window = standardised(columns.map((column) => column.slice(from, to)));
    const split = testBestSplit(window, { minSegment, permutations, seed: seed + from, alpha });
    if (split === null) return;
    const cut = from + split.at;
    search(from, cut);
    changes.push({ lastOldCase: cut - 1, pValue: split.pValue });
    search(cut, to);
  };
  search(0, n);
  return changes;
};
