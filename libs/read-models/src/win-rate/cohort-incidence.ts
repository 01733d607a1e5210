import { microsOfInstant } from '@gemba/event-sourcing';
import { aalenJohansen, type CompetingObservation, incidenceAt, incidenceIntervalAt } from '@gemba/process-analytics';
import { type Outcome } from '../deal-case';
import { type CaseAt, MIN_N } from '../rates';

/** After how many days (of 86,400 s) from opening the shares are stated. */
export const HORIZONS_D: readonly number[] = [30, 60, 90, 120, 180, 365];

const CAUSES = ['won', 'lost', 'no_decision', 'disqualified'] as const satisfies readonly Outcome[];
const DAY = 86_400_000_000;

/** By horizon; null where no case was watched so long. */
type ByHorizon<Said> = Readonly<Record<string, Said | null>>;

/** Shares that had ended in each way by a horizon. */
export type IncidenceByHorizon = ByHorizon<Readonly<Record<Outcome, number>>>;

/** Ends of the 95 % interval of each share. */
type IntervalsByHorizon = ByHorizon<Readonly<Record<Outcome, readonly [low: number, high: number]>>>;

export interface CohortIncidence {
  readonly cohort_n: number;
  readonly cohort_cif: IncidenceByHorizon;
  readonly cohort_intervals: IntervalsByHorizon;
  /** Cases that had ended by a horizon, or were watched so long. */
  readonly cohort_known_n: Readonly<Record<string, number>>;
  readonly cohort_evidence: Readonly<Record<string, 'sufficient' | 'insufficient'>>;
}

/** A case, and how long it was watched, if that is known. */
export interface WatchedCase {
  readonly case: CaseAt;
  readonly observation: CompetingObservation<Outcome> | null;
}

/** Left out: cases whose opening or closing has no known time, or that closed before they opened. */
const observationOf = ({ outcome, openedAt, closedAt }: CaseAt, asOf: string): CompetingObservation<Outcome> | null => {
  const until = outcome === 'open' ? asOf : closedAt;
  if (outcome === 'excluded' || openedAt === null || until === null || until < openedAt) return null;
  const duration = (microsOfInstant(until) - microsOfInstant(openedAt)) / DAY;
  return { duration, cause: outcome === 'open' ? null : outcome };
};

/** The longest watched last: each case is in many cohorts, and what is in order already is put in order at once. */
export const watched = (cases: readonly CaseAt[], asOf: string): WatchedCase[] =>
  cases
    .map((each) => ({ case: each, observation: observationOf(each, asOf) }))
    .sort((a, b) => (a.observation?.duration ?? -1) - (b.observation?.duration ?? -1));

const ofEachCause = <Value>(value: (cause: Outcome) => Value) =>
  Object.fromEntries(CAUSES.map((cause) => [cause, value(cause)])) as Record<Outcome, Value>;

/** Aalen–Johansen over all cases, open ones censored at the as-of: what 1 − Kaplan–Meier would overstate. */
export const cohortIncidence = (
  cases: readonly WatchedCase[],
  horizonsD: readonly number[] = HORIZONS_D,
  minN = MIN_N,
): CohortIncidence => {
  const observations = cases.map(({ observation }) => observation).filter((known) => known !== null);
  const points = aalenJohansen(observations, CAUSES);
  const longest = observations.reduce((most, { duration }) => Math.max(most, duration), 0);
  const isSettled = points.at(-1)?.survival === 0;
  const knownBy = (horizon: number): number =>
    observations.filter(({ duration, cause }) => cause !== null || duration >= horizon).length;
  const byHorizon = <Said>(say: (horizon: number) => Said) =>
    Object.fromEntries(horizonsD.map((horizon) => [String(horizon), say(horizon)]));
  const whereWatched = <Said>(say: (horizon: number) => Said) =>
    byHorizon((horizon) => (horizon <= longest || isSettled ? say(horizon) : null));
  return {
    cohort_n: observations.length,
    cohort_cif: whereWatched((horizon) => ofEachCause((cause) => incidenceAt(points, cause, horizon))),
    cohort_intervals: whereWatched((horizon) => {
      const known = knownBy(horizon);
      return ofEachCause((cause) => {
        const { low, high } = incidenceIntervalAt(points, cause, horizon, known)!;
        return [low, high] as const;
      });
    }),
    cohort_known_n: byHorizon(knownBy),
    cohort_evidence: byHorizon((horizon) => (knownBy(horizon) < minN ? 'insufficient' : 'sufficient')),
  };
};
