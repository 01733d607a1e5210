import { microsOfInstant } from '@gemba/event-sourcing';
import { type Observation } from '@gemba/process-analytics';
import { businessSecondsBetween } from '../business-calendar';
import { type Context } from '../context';
import { type HandoffRow } from '../handoff';

/** What it reads of handoff. */
export const HANDOFF_COLUMNS = [
  'origin',
  'party_kind',
  'from_party',
  'to_party',
  'process_id',
  'version',
  'calendar_id',
  'returned_at',
  'takes_back_handover_id',
  'first_submitted_at',
  'first_judged_at',
  'accepted_at',
  'withdrawn_at',
  'completeness',
  'accepted_first',
  'false_complete',
  'first_escaped_at',
  'chase_hours',
  'first_chased_at',
  'first_reported_at',
  'accept_s',
  'receiver_wait_s',
  'rework_s',
  'accept_bs',
] as const;
export type HandoffOfPair = Pick<HandoffRow, (typeof HANDOFF_COLUMNS)[number]>;

/** A handover as it stood at an instant: what came later has not happened. */
export interface HandoverThen {
  readonly row: HandoffOfPair;
  readonly state: 'pending' | 'accepted' | 'withdrawn' | 'unjudged';
  /** Whether the receiver had answered the first submission. */
  readonly isJudged: boolean;
  readonly wasReturned: boolean;
  readonly returns: number;
  readonly isFirstPass: boolean;
  readonly isCompleteAndAccurate: boolean;
  readonly toAccept: Observation | null;
  /** In business seconds; null where no calendar counts them. */
  readonly toAcceptBusiness: Observation | null;
}

const by = (at: string | null, asOf: string): boolean => at !== null && at <= asOf;

const stateOf = ({ origin, accepted_at, withdrawn_at }: HandoffOfPair, asOf: string): HandoverThen['state'] => {
  if (origin === 'derived') return 'unjudged';
  if (by(accepted_at, asOf)) return 'accepted';
  return by(withdrawn_at, asOf) ? 'withdrawn' : 'pending';
};

/** Up to acceptance, or as long as it was watched: to the as-of, or until the sender gave it up. */
const waitings = (row: HandoffOfPair, state: HandoverThen['state'], asOf: string, context: Context) => {
  const { first_submitted_at, accept_s, accept_bs, withdrawn_at, calendar_id } = row;
  if (state === 'unjudged') return { toAccept: null, toAcceptBusiness: null };
  if (state === 'accepted') {
    return {
      toAccept: accept_s === null ? null : { duration: accept_s, isEvent: true },
      toAcceptBusiness: accept_bs === null ? null : { duration: accept_bs, isEvent: true },
    };
  }
  const until = state === 'withdrawn' ? withdrawn_at! : asOf;
  const [from, to] = [microsOfInstant(first_submitted_at!), microsOfInstant(until)];
  // A handover that was withdrawn and submitted anew may carry a withdrawal from before its first submission.
  if (to < from) return { toAccept: null, toAcceptBusiness: null };
  const calendar = calendar_id === null ? undefined : context.calendars.get(calendar_id);
  return {
    toAccept: { duration: (to - from) / 1_000_000, isEvent: false },
    toAcceptBusiness:
      calendar === undefined ? null : { duration: businessSecondsBetween(calendar, from, to), isEvent: false },
  };
};

/** Null where it had not been submitted by then, or nobody knows when it was. */
export const handoverAsOf = (row: HandoffOfPair, asOf: string, context: Context): HandoverThen | null => {
  if (!by(row.first_submitted_at, asOf)) return null;
  const state = stateOf(row, asOf);
  const isJudged = row.accepted_first !== null && by(row.first_judged_at, asOf);
  const returns = row.returned_at.filter((at) => at === null || at <= asOf).length;
  const isFirstPass = row.accepted_first === true && returns === 0 && !by(row.first_escaped_at, asOf);
  const wasChased = by(row.first_chased_at, asOf) || by(row.first_reported_at, asOf);
  return {
    row,
    state,
    isJudged,
    wasReturned: returns > 0,
    returns,
    isFirstPass: isJudged && isFirstPass,
    isCompleteAndAccurate: isJudged && isFirstPass && !wasChased,
    ...waitings(row, state, asOf, context),
  };
};
