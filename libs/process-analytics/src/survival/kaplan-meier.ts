/** How long one case was watched, and whether what was waited for had come by then. */
export interface Observation {
  /** Any unit, one for all; not negative. */
  readonly duration: number;
  /** False: censored. It had not come by then; whether it came later is not known. */
  readonly isEvent: boolean;
}

/** What is known at one time at which a case ended or left sight. */
export interface SurvivalPoint {
  readonly time: number;
  /** Cases still watched just before it. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  /** Estimated share that lasts longer than this. */
  readonly survival: number;
  /** Greenwood's sum Σ d ÷ (n (n − d)): the variance of log survival. Infinite once survival is 0. */
  readonly varianceOfLog: number;
}

export interface SurvivalCurve {
  readonly n: number;
  readonly events: number;
  readonly censored: number;
  /** By time, each time once. */
  readonly points: readonly SurvivalPoint[];
}

const checked = (observations: readonly Observation[]): Observation[] => {
  const wrong = observations.find(({ duration }) => !(duration >= 0 && duration < Infinity));
  if (wrong !== undefined)
    throw new RangeError(`duration: ${wrong.duration} is no length of time; give finite numbers of 0 or more`);
  return [...observations].sort((a, b) => a.duration - b.duration);
};

/**
 * What share lasts longer than t, when some cases have not ended yet? The product of the shares that came through each
 * time of an event, among those still watched (Kaplan–Meier, the product-limit estimate), with Greenwood's variance.
 * Of events and censorings at the same time the events come first: a case censored then was still at risk.
 *
 * Shapes: n observations in one unit → a point for each different time. No observation gives no point. Errors:
 * RangeError for a duration that is negative or not finite. Source: Kaplan and Meier, JASA 53 (1958). Cost: O(n log n).
 */
export const kaplanMeier = (observations: readonly Observation[]): SurvivalCurve => {
  const ordered = checked(observations);
  const points: SurvivalPoint[] = [];
  let [survival, varianceOfLog, allEvents] = [1, 0, 0];
  for (let from = 0; from < ordered.length;) {
    const time = ordered[from]!.duration;
    let [events, to] = [0, from];
    for (; to < ordered.length && ordered[to]!.duration === time; to++) events += Number(ordered[to]!.isEvent);
    const atRisk = ordered.length - from;
    if (events > 0) {
      survival *= (atRisk - events) / atRisk;
      varianceOfLog += events / (atRisk * (atRisk - events));
    }
    points.push({ time, atRisk, events, censored: to - from - events, survival, varianceOfLog });
    allEvents += events;
    from = to;
  }
  return { n: ordered.length, events: allEvents, censored: ordered.length - allEvents, points };
};
