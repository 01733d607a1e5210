import { type Change, segmentCases, type SegmentationOptions } from './segment-cases';

/** Ranks from 1, equal values sharing the mean of theirs. O(n log n). */
export const midranks = (values: readonly number[]): Float64Array => {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
};

/**
 * Finds where a measurement moved up or down: the scan of `segmentCases` over its ranks, so that one monstrous value
 * weighs no more than any other and no distribution is assumed (a logarithm would change nothing).
 *
 * Shapes: n finite values, cases in order; changes in that order. Errors: none. Source: Pettitt, Applied Statistics 28
 * (1979), with permutations in place of the approximation. Cost: O(permutations·n) a level.
 */
export const detectShift = (values: readonly number[], options: Partial<SegmentationOptions> = {}): Change[] =>
  segmentCases([midranks(values)], options);

/**
 * Chance that a value from the later cases is above one from the earlier ones, ties counting half: 0.5 where nothing
 * moved, 1 where all of the later are above all of the earlier. Null where either is empty.
 *
 * Shapes: n and m finite values. Errors: none. Source: Mann and Whitney (1947); Vargha and Delaney (2000).
 * Cost: O((n+m) log (n+m)).
 */
export const chanceOfGreater = (before: readonly number[], after: readonly number[]): number | null => {
  if (before.length === 0 || after.length === 0) return null;
  const ranks = midranks([...before, ...after]);
  const ofAfter = ranks.subarray(before.length).reduce((sum, rank) => sum + rank, 0);
  return (ofAfter - (after.length * (after.length + 1)) / 2) / (before.length * after.length);
};
