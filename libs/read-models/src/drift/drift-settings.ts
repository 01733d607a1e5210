import { DEFAULT_SEGMENTATION } from '@gemba/process-analytics';

/** When a difference between earlier and later deals counts as a drift. */
export interface DriftSettings {
  /** Share of shuffles that may show a cut as clear. */
  readonly alpha: number;
  /**
   * More of them make p finer and cost as much more time; with fewer than 1 / alpha nothing is ever found. As many as
   * the figures of the detector were measured with: with 299 a cut is believed only if no shuffle at all shows one as
   * clear, which finds less.
   */
  readonly permutations: number;
  /** Seed of the shuffles: the same deals give the same rows. */
  readonly seed: number;
  /** A difference of fewer standard deviations of one case than this is nothing to act on, however sure. */
  readonly minEffect: number;
  /** Cases on each side of a change; null: 4 % of all, at least 10, at most 100. */
  readonly minSegment: number | null;
  /** How many relations, activities, branches and teams are told of a change. */
  readonly top: number;
}

export const DRIFT_SETTINGS: DriftSettings = {
  ...DEFAULT_SEGMENTATION,
  minEffect: 0.2,
  minSegment: null,
  top: 10,
};
