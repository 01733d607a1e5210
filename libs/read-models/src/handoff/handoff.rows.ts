import { calendarFor, type CalendarChoice, type Context, versionNumbered } from '../context';
import { bindingAt, type DealCase, type Handover, knownAt, type Moment, type VersionBinding } from '../deal-case';
import { type Row } from '../read-model';
import { type AcceptTime, acceptTime, firstSubmitted } from './accept-time';
import { answerable, type Judgement, judgementOf } from './judgement';

export interface HandoffRow extends Row, AcceptTime, Judgement {
  readonly deal_id: string;
  readonly handover_id: string;
  readonly handover_seq: number;
  readonly origin: Handover['origin'];
  readonly boundary_key: string | null;
  readonly party_kind: Handover['partyKind'];
  readonly from_party: string | null;
  readonly to_party: string | null;
  readonly sender_id: string | null;
  readonly process_id: string | null;
  readonly version: number | null;
  readonly version_reason: VersionBinding['reason'];
  readonly segment: string | null;
  readonly calendar_id: string | null;
  readonly status: 'pending' | 'rejected' | 'accepted' | 'withdrawn' | 'unjudged';
  readonly censored: boolean;
  readonly submissions: number;
  readonly taken_back: number;
  readonly returns: number;
  readonly returned_at: readonly (string | null)[];
  readonly takes_back_handover_id: string | null;
  readonly first_submitted_at: string | null;
  readonly first_submitted_reason: 'never_submitted' | 'submission_time_unknown' | null;
  readonly first_judged_at: string | null;
  readonly accepted_at: string | null;
  readonly withdrawn_at: string | null;
  readonly completeness: number | null;
  readonly completeness_last: number | null;
  readonly completeness_reason: 'nothing_required' | 'never_submitted' | null;
  readonly escaped_items: number;
  readonly first_escaped_at: string | null;
  readonly chases: number;
  readonly chase_hours: number | null;
  readonly chases_without_hours: number;
  readonly first_chased_at: string | null;
  readonly first_reported_at: string | null;
}

const statusOf = ({ origin, accepted, withdrawn, submissions }: Handover): HandoffRow['status'] => {
  if (origin === 'derived') return 'unjudged';
  if (accepted !== null) return 'accepted';
  if (withdrawn !== null) return 'withdrawn';
  return submissions.at(-1)!.verdict === 'pending' ? 'pending' : 'rejected';
};

/** The receiving team's own calendar, published under its id, counts before that of the version. */
const calendarOf = (context: Context, { partyKind, toParty }: Handover, binding: VersionBinding): CalendarChoice => {
  const own = partyKind === 'team' && toParty !== null ? context.calendars.get(toParty) : undefined;
  if (own !== undefined) return { calendar: own, reason: null };
  const { processId, version } = binding;
  return calendarFor(context, version === null ? null : versionNumbered(context, processId, version));
};

/** The handover before it that this one undoes: it brought the work from where this one takes it back to. */
const takenBack = (handovers: readonly Handover[], place: number): string | null => {
  const [before, now] = [handovers[place - 1], handovers[place]!];
  if (before === undefined || before.partyKind !== now.partyKind) return null;
  if (now.fromParty === null || now.toParty === null) return null;
  return before.fromParty === now.toParty && before.toParty === now.fromParty ? before.handoverId : null;
};

const submissionOf = (handover: Handover) => {
  const submitted = firstSubmitted(handover);
  const at = knownAt(submitted);
  const reason = submitted === null ? 'never_submitted' : at === null ? 'submission_time_unknown' : null;
  return { first_submitted_at: at, first_submitted_reason: reason } as const;
};

const completenessOf = (handover: Handover) => {
  const scored = answerable(handover);
  const [first, last] = [scored[0] ?? handover.submissions[0]!, scored.at(-1) ?? handover.submissions.at(-1)!];
  const reason = first.submitted === null ? 'never_submitted' : 'nothing_required';
  return {
    completeness: first.completeness,
    completeness_last: last.completeness,
    completeness_reason: first.completeness === null ? reason : null,
  } as const;
};

const earliest = (moments: readonly Moment[]): string | null => knownAt(moments[0] ?? null);

const escapesOf = ({ submissions, returns }: Handover) => {
  const escapes = submissions.flatMap(({ defects }) => defects.filter(({ how }) => how === 'escape'));
  const rejected = new Set(submissions.filter(({ verdict }) => verdict === 'rejected').map(({ judged }) => judged));
  const found = [...escapes.map((defect) => defect.found), ...returns.filter((moment) => !rejected.has(moment))];
  const inOrder = found.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return { escaped_items: new Set(escapes.map(({ key }) => key)).size, first_escaped_at: earliest(inOrder) };
};

const chasesOf = ({ chases, reports }: Handover) => {
  const hours = chases.map((chase) => chase.hours).filter((known) => known !== null);
  return {
    chases: chases.length,
    chase_hours: chases.length > 0 && hours.length === 0 ? null : hours.reduce((sum, each) => sum + each, 0),
    chases_without_hours: chases.length - hours.length,
    first_chased_at: earliest(chases.map(({ moment }) => moment)),
    first_reported_at: earliest(reports),
  };
};

const rowOf = (dealCase: DealCase, place: number, context: Context): HandoffRow => {
  const handover = dealCase.handovers[place]!;
  const { submissions, returns } = handover;
  const first = submissions[0]!;
  const status = statusOf(handover);
  const binding = bindingAt(dealCase.bindings, (first.submitted ?? first.judged!).at);
  const choice = calendarOf(context, handover, binding);
  return {
    deal_id: dealCase.dealId,
    handover_id: handover.handoverId,
    handover_seq: place + 1,
    origin: handover.origin,
    boundary_key: handover.boundaryKey,
    party_kind: handover.partyKind,
    from_party: handover.fromParty,
    to_party: handover.toParty,
    sender_id: first.senderId,
    process_id: binding.processId,
    version: binding.version,
    version_reason: binding.reason,
    segment: dealCase.facts.segment,
    calendar_id: choice.calendar?.calendarId ?? null,
    status,
    censored: status === 'pending' || status === 'rejected',
    submissions: submissions.length,
    taken_back: submissions.length - answerable(handover).length,
    returns: returns.length,
    returned_at: returns.map(knownAt),
    takes_back_handover_id: takenBack(dealCase.handovers, place),
    ...submissionOf(handover),
    first_judged_at: knownAt(answerable(handover)[0]?.judged ?? null),
    accepted_at: knownAt(handover.accepted),
    withdrawn_at: knownAt(handover.withdrawn),
    ...completenessOf(handover),
    ...judgementOf(handover),
    ...escapesOf(handover),
    ...chasesOf(handover),
    ...acceptTime(handover, choice),
  };
};

/** Every handover of the deal. */
export const handoffRows = (dealCase: DealCase, context: Context): HandoffRow[] =>
  dealCase.handovers.map((_, place) => rowOf(dealCase, place, context));
