import { type CustomerJourneyRow } from '@gemba/read-models';
import { type PublicJourney } from './public-journey.dto';

/** The columns a customer may see something of. What is not named here cannot leave the house. */
export const SHOWN_COLUMNS = [
  'status',
  'k',
  'n_steps',
  'step_title',
  'step_message',
  'next_title',
  'due_from',
  'due_items',
  'expected_date',
  'end_expected_date',
  'expected_tz',
  'eta_p50_at',
  'eta_p90_at',
  'eta_n',
  'change',
  'changed_at',
  'k_before',
  'n_before',
] as const;

type Estimate = {
  readonly eta_p50_at: string | null;
  readonly eta_p90_at: string | null;
  readonly eta_n: number | null;
};
type Shown = Exclude<(typeof SHOWN_COLUMNS)[number], keyof Estimate>;
export type ShownJourney = Pick<CustomerJourneyRow, Shown> & Estimate;

/** Below so many visits the past says nothing about the next one. */
const VISITS_MIN = 30;

const dateIn = (tz: string, at: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: tz, dateStyle: 'short' }).format(new Date(at));

const likely = ({ eta_n, expected_tz }: ShownJourney, at: string | null): string | null =>
  at === null || eta_n === null || eta_n < VISITS_MIN ? null : dateIn(expected_tz ?? 'UTC', at);

const changeOf = ({ change, changed_at, k_before, n_before }: ShownJourney): PublicJourney['change'] =>
  change === null ? null : { what: change, at: changed_at, fromStep: k_before, fromOf: n_before };

/** The journey as its customer is told it, member by member. */
export const publicJourney = (row: ShownJourney, asOf: string | null): PublicJourney => ({
  status: row.status,
  step: row.k,
  of: row.n_steps,
  title: row.step_title,
  message: row.step_message,
  next: row.next_title,
  dueFrom: row.due_from === 'customer' ? 'you' : row.due_from,
  neededFromYou: (row.due_items ?? []).filter(({ from }) => from === 'customer').map(({ item }) => item),
  expectedDate: row.expected_date,
  endExpectedDate: row.end_expected_date,
  likelyDate: likely(row, row.eta_p50_at),
  latestLikelyDate: likely(row, row.eta_p90_at),
  timeZone: row.expected_tz,
  change: changeOf(row),
  asOf,
});
