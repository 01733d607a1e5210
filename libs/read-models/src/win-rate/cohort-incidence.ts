import { microsOfInstant } from '@gemba/event-sourcing';
import { aalenJohansen, type CompetingObservation, incidenceAt } from '@gemba/process-analytics';
import { type Outcome } from '../deal-case';
import { type CaseAt } from '../rates';

/** After how many days (of 86,400 s) from opening the shares are stated. */
export const HORIZONS_D: readonly number[] = [30, 60, 90, 120, 180, 365];

const CAUSES = ['won', 'lost', 'no_decision', 'disqualified'] as const satisfies readonly Outcome[];
const DAY = 86_400_000_000;

/** Shares that had ended in each way by a horizon; null where no case was watched so long. */
export type IncidenceByHorizon = Readonly<Record<string, Readonly<Record<Outcome, number>> | null>>;

export interface CohortIncidence {
  readonly cohort_n: number;
  readonly cohort_cif: IncidenceByHorizon;
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

/** Aalen–Johansen over all cases, open ones censored at the as-of: what 1 − Kaplan–Meier would overstate. */
export const cohortIncidence = (
  cases: readonly WatchedCase[],
  horizonsD: readonly number[] = HORIZONS_D,
): CohortIncidence => {
  const observations = cases.map(({ observation }) => observation).filter((known) => known !== null);
  const points = aalenJohansen(observations, CAUSES);
  const longest = observations.reduce((most, { duration }) => Math.max(most, duration), 0);
  const isSettled = points.at(-1)?.survival === 0;
  const at = (horizon: number) =>
    horizon <= longest || isSettled
      ? (Object.fromEntries(CAUSES.map((cause) => [cause, incidenceAt(points, cause, horizon)])) as Record<
          Outcome,
          number
        >)
      : null;
  return {
    cohort_n: observations.length,
    cohort_cif: Object.fromEntries(horizonsD.map((horizon) => [String(horizon), at(horizon)])),
  };
};
