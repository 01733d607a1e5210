/** How long one case was watched, and how it ended; cause null: it had not ended by then. */
export interface CompetingObservation<Cause extends string> {
  readonly duration: number;
  readonly cause: Cause | null;
}

export interface IncidencePoint<Cause extends string> {
  readonly time: number;
  readonly atRisk: number;
  /** Estimated share that has ended by this time, for each cause. They and `survival` add up to 1. */
  readonly incidence: Readonly<Record<Cause, number>>;
  readonly survival: number;
}

/**
 * What share has ended in each of several ways by t, when some cases have not ended yet? Of those still going just
 * before each time, the share that ends then is credited to its cause (Aalen–Johansen cumulative incidence). One minus
 * Kaplan–Meier for one cause would overstate it, as if the other ends did not exist.
 *
 * Shapes: n observations and every cause that may occur → a point for each time of an end; before the first all
 * incidences are 0. Of ends and censorings at one time the ends come first. Errors: RangeError for a duration that is
 * negative or not finite, or a cause that is not listed. Source: Aalen and Johansen, Scand. J. Statist. 5 (1978).
 * Cost: O(n log n).
 */
export const aalenJohansen = <Cause extends string>(
  observations: readonly CompetingObservation<Cause>[],
  causes: readonly Cause[],
): IncidencePoint<Cause>[] => {
  check(observations, causes);
  const ordered = [...observations].sort((a, b) => a.duration - b.duration);
  const incidence = Object.fromEntries(causes.map((cause) => [cause, 0])) as Record<Cause, number>;
  const points: IncidencePoint<Cause>[] = [];
  let survival = 1;
  for (let from = 0; from < ordered.length;) {
    const time = ordered[from]!.duration;
    const atRisk = ordered.length - from;
    let [ends, to] = [0, from];
    for (; to < ordered.length && ordered[to]!.duration === time; to++) {
      const { cause } = ordered[to]!;
      if (cause === null) continue;
      incidence[cause] += survival / atRisk;
      ends++;
    }
    survival *= (atRisk - ends) / atRisk;
    if (ends > 0) points.push({ time, atRisk, incidence: { ...incidence }, survival });
    from = to;
  }
  return points;
};

const check = <Cause extends string>(
  observations: readonly CompetingObservation<Cause>[],
  causes: readonly Cause[],
): void => {
  const known = new Set<string | null>([null, ...causes]);
  for (const { duration, cause } of observations) {
    if (!(duration >= 0 && duration < Infinity))
      throw new RangeError(`duration: ${duration} is no length of time; give finite numbers of 0 or more`);
    if (!known.has(cause))
      throw new RangeError(`cause: ${cause} is not among the causes; list every cause that occurs`);
  }
};

/** The incidences at a time: those of the last point at or before it, 0 before the first. O(points). */
export const incidenceAt = <Cause extends string>(
  points: readonly IncidencePoint<Cause>[],
  cause: Cause,
  time: number,
): number => points.findLast((point) => point.time <= time)?.incidence[cause] ?? 0;
