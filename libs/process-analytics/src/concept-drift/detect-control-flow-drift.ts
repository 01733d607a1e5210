import { directlyFollowsFeatures, type Trace } from './directly-follows-features';
import { type Change, segmentCases, type SegmentationOptions } from './segment-cases';

/**
 * Finds where the order of work changed, by the directly-follows counts of the cases. Only the order of activities
 * counts, never their times.
 *
 * Shapes: n traces in the order in which their cases began; changes in that order, none for fewer than 20 cases.
 * Errors: none. Source: see `segmentCases`. Cost: O(permutations·n·pairs) a level.
 */
export const detectControlFlowDrift = (
  traces: readonly Trace[],
  options: Partial<SegmentationOptions> = {},
): Change[] => {
  const { counts } = directlyFollowsFeatures(traces);
  // Roots tame the counts of long loops: the tenth round says less than the first.
  return segmentCases(
    counts.map((column) => column.map(Math.sqrt)),
    options,
  );
};
