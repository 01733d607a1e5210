import { kaplanMeier, type Observation } from './kaplan-meier';

/**
 * How much later or sooner than the others each case ended, in a form that can be averaged though some have not ended
 * yet: what was expected to have happened to it by its time (Nelson–Aalen) minus what did. Above 0: slower than most.
 * The mean over all cases is 0.
 *
 * Shapes: n observations → n scores in their order. Errors: RangeError for a duration that is negative or not finite.
 * Source: martingale residuals, Therneau, Grambsch and Fleming, Biometrika 77 (1990). Cost: O(n log n).
 */
export const logRankScores = (observations: readonly Observation[]): Float64Array => {
  const { points } = kaplanMeier(observations);
  const hazardAt = new Map<number, number>();
  let hazard = 0;
  for (const { time, events, atRisk } of points) {
    hazard += events / atRisk;
    hazardAt.set(time, hazard);
  }
  return Float64Array.from(observations, ({ duration, isEvent }) => hazardAt.get(duration)! - Number(isEvent));
};
