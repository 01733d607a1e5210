import { type ProportionInterval, wilsonIntervalOfShare } from '../proportions/wilson-interval';

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
  /** Of each incidence: that of a share of as many cases where none left sight, Greenwood's where there is one cause. */
  readonly variance: Readonly<Record<Cause, number>>;
  readonly survival: number;
}

/**
 * The variance of an incidence F at t, Σ over the times before: (F − Fⱼ)²·d/(n(n−d)) + S²·dₖ(n−dₖ)/n³ −
 * 2(F − Fⱼ)·S·dₖ/n², as a polynomial in F, so that one walk gives it at every time.
 */
interface VarianceSums {
  linear: number;
  constant: number;
}

/**
 * What share has ended in each of several ways by t, when some cases have not ended yet? Of those still going just
 * before each time, the share that ends then is credited to its cause (Aalen–Johansen cumulative incidence). One minus
 * Kaplan–Meier for one cause would overstate it, as if the other ends did not exist.
 *
 * Shapes: n observations and every cause that may occur → a point for each time of an end; before the first all
 * incidences are 0. Of ends and censorings at one time the ends come first. Errors: RangeError for a duration that is
 * negative or not finite, or a cause that is not listed. Source: Aalen and Johansen, Scand. J. Statist. 5 (1978);
 * variance by the delta method, Marubini and Valsecchi, Analysing Survival Data (1995), 10.3. Cost: O(n log n).
 */
export const aalenJohansen = <Cause extends string>(
  observations: readonly CompetingObservation<Cause>[],
  causes: readonly Cause[],
): IncidencePoint<Cause>[] => {
  check(observations, causes);
  const ordered = [...observations].sort((a, b) => a.duration - b.duration);
  const ofEach = <Value>(value: (cause: Cause) => Value) =>
    Object.fromEntries(causes.map((cause) => [cause, value(cause)])) as Record<Cause, Value>;
  const incidence = ofEach(() => 0);
  const sums = ofEach((): VarianceSums => ({ linear: 0, constant: 0 }));
  const points: IncidencePoint<Cause>[] = [];
  let [survival, squared] = [1, 0];
  for (let from = 0; from < ordered.length;) {
    const time = ordered[from]!.duration;
    const atRisk = ordered.length - from;
    const endsBy = ofEach(() => 0);
    let [ends, to] = [0, from];
    for (; to < ordered.length && ordered[to]!.duration === time; to++) {
      const { cause } = ordered[to]!;
      if (cause === null) continue;
      endsBy[cause]++;
      ends++;
    }
    from = to;
    if (ends === 0) continue;
    // Nobody is left after the last: no later incidence differs from this one, and the term is 0.
    const hazardVariance = atRisk === ends ? 0 : ends / (atRisk * (atRisk - ends));
    squared += hazardVariance;
    for (const cause of causes) {
      const share = (survival * endsBy[cause]) / atRisk;
      const now = (incidence[cause] += share);
      sums[cause].linear += now * hazardVariance + share / atRisk;
      sums[cause].constant +=
        now ** 2 * hazardVariance +
        (survival * share * (atRisk - endsBy[cause])) / atRisk ** 2 +
        (2 * now * share) / atRisk;
    }
    survival *= (atRisk - ends) / atRisk;
    const variance = ofEach((cause) => {
      const { linear, constant } = sums[cause];
      return Math.max(0, incidence[cause] ** 2 * squared - 2 * incidence[cause] * linear + constant);
    });
    points.push({ time, atRisk, incidence: { ...incidence }, variance, survival });
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

const pointAt = <Cause extends string>(points: readonly IncidencePoint<Cause>[], time: number) =>
  points.findLast((point) => point.time <= time);

/** The incidences at a time: those of the last point at or before it, 0 before the first. O(points). */
export const incidenceAt = <Cause extends string>(
  points: readonly IncidencePoint<Cause>[],
  cause: Cause,
  time: number,
): number => pointAt(points, time)?.incidence[cause] ?? 0;

/**
 * How sure is the share that has ended in one way by a time? Wilson's interval of a share of as many cases as would
 * give the estimate's variance if none had left sight; of a share of 0 or 1, whose variance says nothing, of `known`
 * cases. Where every case was watched so long it is Wilson's interval itself.
 *
 * Shapes: points of `aalenJohansen`, and the number of cases whose way is known by then: ended, or watched so long.
 * Null where that is 0. Errors: none. Source: effective sample sizes, Dorey and Korn, Stat. Med. 6 (1987).
 * Cost: O(points).
 */
export const incidenceIntervalAt = <Cause extends string>(
  points: readonly IncidencePoint<Cause>[],
  cause: Cause,
  time: number,
  known: number,
): ProportionInterval | null => {
  const point = pointAt(points, time);
  const rate = Math.min(1, point?.incidence[cause] ?? 0);
  const variance = point?.variance[cause] ?? 0;
  const isAtEnd = rate < 1e-12 || rate > 1 - 1e-12 || variance === 0;
  return wilsonIntervalOfShare(rate, isAtEnd ? known : (rate * (1 - rate)) / variance);
};
