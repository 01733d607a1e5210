import { type Micros } from '@gemba/event-sourcing';
import { businessSecondsBetween } from '../business-calendar';
import { type CalendarChoice } from '../context';
import { type Handover, microsAt, type Moment } from '../deal-case';

export type AcceptReason =
  | 'pending'
  | 'rejected'
  | 'withdrawn'
  | 'derived'
  | 'never_submitted'
  | 'submission_time_unknown'
  | 'acceptance_time_unknown';

/** How long it took from the first submission to acceptance, and with whom the work was meanwhile. */
export interface AcceptTime {
  readonly accept_s: number | null;
  readonly accept_reason: AcceptReason | null;
  readonly receiver_wait_s: number | null;
  readonly rework_s: number | null;
  readonly split_reason: AcceptReason | 'verdict_time_unknown' | null;
  readonly accept_bs: number | null;
  readonly receiver_wait_bs: number | null;
  readonly rework_bs: number | null;
  readonly bs_reason: AcceptReason | 'verdict_time_unknown' | CalendarChoice['reason'];
}

type Span = readonly [from: Micros, to: Micros];

/**
 * The clock starts with the first submission that the sender did not take back. Where the receiver took over what had
 * been taken back, or nothing that was submitted by then, with the first one there is.
 */
export const firstSubmitted = ({ submissions, accepted }: Handover): Moment | null => {
  const standing = submissions.find(
    ({ verdict, submitted }) =>
      verdict !== 'withdrawn' && (accepted === null || submitted === null || submitted.at <= accepted.at),
  );
  return (standing ?? submissions[0]!).submitted;
};

const whyNone = (handover: Handover): AcceptReason | null => {
  const { origin, accepted, withdrawn, submissions } = handover;
  if (origin === 'derived') return 'derived';
  if (accepted === null) {
    if (withdrawn !== null) return 'withdrawn';
    return submissions.at(-1)!.verdict === 'pending' ? 'pending' : 'rejected';
  }
  const submitted = firstSubmitted(handover);
  if (submitted === null) return 'never_submitted';
  if (submitted.precision === 'unknown') return 'submission_time_unknown';
  return accepted.precision === 'unknown' ? 'acceptance_time_unknown' : null;
};

/** The stretches with the sender between first submission and acceptance; null where a verdict's time is unknown. */
const senderSpans = ({ withSender }: Handover, submitted: Moment): Span[] | null => {
  const spans: Span[] = [];
  for (const { from, to } of withSender) {
    if (from.at < submitted.at || to === null) continue;
    const [start, end] = [microsAt(from), microsAt(to)];
    if (start === null || end === null) return null;
    spans.push([start, end]);
  }
  return spans;
};

const CALENDAR_SECONDS = ([from, to]: Span): number => (to - from) / 1_000_000;

/** Sums over whole microseconds, so that the two parts make up the whole to the last digit that the whole has. */
const split = (whole: Span, spans: readonly Span[], secondsOf: (span: Span) => number) => {
  const micros = (span: Span): number => Math.round(secondsOf(span) * 1_000_000);
  const rework = spans.reduce((sum, span) => sum + micros(span), 0);
  return { accept: micros(whole) / 1_000_000, wait: (micros(whole) - rework) / 1_000_000, rework: rework / 1_000_000 };
};

type Parts = ReturnType<typeof split>;

const inSeconds = (parts: Parts, isSplit: boolean) => ({
  accept_s: parts.accept,
  receiver_wait_s: isSplit ? parts.wait : null,
  rework_s: isSplit ? parts.rework : null,
});

const inBusinessSeconds = (parts: Parts | null, isSplit: boolean) => ({
  accept_bs: parts?.accept ?? null,
  receiver_wait_bs: isSplit ? (parts?.wait ?? null) : null,
  rework_bs: isSplit ? (parts?.rework ?? null) : null,
});

const NONE = { accept_s: null, receiver_wait_s: null, rework_s: null } as const;

/** A handover that is not over yet has none: its age is asked for with an as-of. */
export const acceptTime = (handover: Handover, { calendar, reason }: CalendarChoice): AcceptTime => {
  const why = whyNone(handover);
  if (why !== null) {
    return { ...NONE, ...inBusinessSeconds(null, false), accept_reason: why, split_reason: why, bs_reason: why };
  }
  const submitted = firstSubmitted(handover)!;
  const whole: Span = [microsAt(submitted)!, microsAt(handover.accepted)!];
  const spans = senderSpans(handover, submitted);
  const business =
    calendar === null ? null : split(whole, spans ?? [], ([from, to]) => businessSecondsBetween(calendar, from, to));
  const split_reason = spans === null ? 'verdict_time_unknown' : null;
  return {
    ...inSeconds(split(whole, spans ?? [], CALENDAR_SECONDS), spans !== null),
    ...inBusinessSeconds(business, spans !== null),
    accept_reason: null,
    split_reason,
    bs_reason: reason ?? split_reason,
  };
};
