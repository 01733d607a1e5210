import { type Micros, microsOfInstant } from '@gemba/event-sourcing';
import { logRankScores, midranks, type Observation, quantile } from '@gemba/process-analytics';
import { type DealConformanceRow } from '../deal-conformance';
import { type DealTraceRow } from '../deal-trace';
import { type HandoffRow } from '../handoff';

/** What it takes of deal_trace. */
export const TRACE_COLUMNS = [
  'deal_id',
  'process_id',
  'team_id',
  'opened_at',
  'closed_at',
  'outcome',
  'trace',
] as const;
export type TraceOfDrift = Pick<DealTraceRow, (typeof TRACE_COLUMNS)[number]>;

/** What it takes of deal_conformance. */
export const CONFORMANCE_COLUMNS = ['deal_id', 'process_id', 'fitness', 'opened_at', 'closed_at'] as const;
export type ConformanceOfDrift = Pick<DealConformanceRow, (typeof CONFORMANCE_COLUMNS)[number]>;

/** What it takes of handoff. */
export const HANDOFF_COLUMNS = ['deal_id', 'handover_id', 'process_id', 'first_submitted_at', 'completeness'] as const;
export type HandoffOfDrift = Pick<HandoffRow, (typeof HANDOFF_COLUMNS)[number]>;

/** One case of a series: a deal, or a handover of a deal. */
export interface CaseOfSeries {
  readonly dealId: string;
  /** By what cases are ordered. */
  readonly at: string;
}

/** Cases of one process in the order in which they began, each with one measurement. */
export interface MeasuredSeries {
  readonly cases: readonly CaseOfSeries[];
  /** Free of units: what is scanned, one for each case. */
  readonly scores: Float64Array;
  /** In the measure's own unit; a duration that has not ended counts as what it is. */
  readonly values: readonly Observation[];
}

const DAY: Micros = 86_400_000_000;
/** Share of completed deals that took less than the time after which a deal counts as settled. */
const SETTLED_SHARE = 0.9;

type Opened = { readonly deal_id: string; readonly opened_at: string | null; readonly closed_at: string | null };
type WithOpening<D extends Opened> = D & { readonly opened_at: string };

const byOpening = (a: WithOpening<Opened>, b: WithOpening<Opened>): number =>
  a.opened_at === b.opened_at ? (a.deal_id < b.deal_id ? -1 : 1) : a.opened_at < b.opened_at ? -1 : 1;

const openedBy = <D extends Opened>(deals: readonly D[], asOf: string): WithOpening<D>[] =>
  deals.filter((deal): deal is WithOpening<D> => deal.opened_at !== null && deal.opened_at <= asOf).sort(byOpening);

const daysBetween = (from: string, to: string): number =>
  Math.max(0, microsOfInstant(to) - microsOfInstant(from)) / DAY;

/**
 * Completed deals in the order of their opening, without the latest: of deals opened more recently than nine of ten
 * completed deals took, only the quick ones are completed, and quick deals go another way than slow ones.
 */
export const settledDeals = <D extends Opened>(deals: readonly D[], asOf: string): WithOpening<D>[] => {
  const completed = openedBy(deals, asOf).filter(({ closed_at }) => closed_at !== null && closed_at <= asOf);
  const lasted = completed.map(({ opened_at, closed_at }) => daysBetween(opened_at, closed_at!));
  const settled = quantile(lasted, SETTLED_SHARE);
  return settled === null ? [] : completed.filter(({ opened_at }) => daysBetween(opened_at, asOf) >= settled);
};

/** Days from opening to closing of all deals, open ones censored at the as-of. */
export const durationSeries = (deals: readonly TraceOfDrift[], asOf: string): MeasuredSeries => {
  const known = openedBy(deals, asOf).filter(({ closed_at, outcome }) => closed_at !== null || outcome === 'open');
  const values = known.map(({ opened_at, closed_at }) => {
    const isEvent = closed_at !== null && closed_at <= asOf;
    return { duration: daysBetween(opened_at, isEvent ? closed_at : asOf), isEvent };
  });
  return {
    cases: known.map(({ deal_id, opened_at }) => ({ dealId: deal_id, at: opened_at })),
    scores: logRankScores(values),
    values,
  };
};

const ranked = (cases: readonly CaseOfSeries[], values: readonly number[]): MeasuredSeries => ({
  cases,
  scores: midranks(values),
  values: values.map((duration) => ({ duration, isEvent: true })),
});

/** Fitness of settled deals. */
export const conformanceSeries = (deals: readonly ConformanceOfDrift[], asOf: string): MeasuredSeries => {
  const judged = settledDeals(deals, asOf).filter(({ fitness }) => fitness !== null);
  return ranked(
    judged.map(({ deal_id, opened_at }) => ({ dealId: deal_id, at: opened_at })),
    judged.map(({ fitness }) => fitness!),
  );
};

type Submitted = HandoffOfDrift & { readonly first_submitted_at: string; readonly completeness: number };

const keyOf = ({ deal_id, handover_id }: Submitted): string => JSON.stringify([deal_id, handover_id]);

const bySubmission = (a: Submitted, b: Submitted): number => {
  if (a.first_submitted_at !== b.first_submitted_at) return a.first_submitted_at < b.first_submitted_at ? -1 : 1;
  return keyOf(a) < keyOf(b) ? -1 : 1;
};

/** Completeness of handovers when first submitted, in that order. */
export const handoverSeries = (handovers: readonly HandoffOfDrift[], asOf: string): MeasuredSeries => {
  const submitted = handovers
    .filter(
      (one): one is Submitted =>
        one.first_submitted_at !== null && one.first_submitted_at <= asOf && one.completeness !== null,
    )
    .sort(bySubmission);
  return ranked(
    submitted.map(({ deal_id, first_submitted_at }) => ({ dealId: deal_id, at: first_submitted_at })),
    submitted.map(({ completeness }) => completeness),
  );
};
