import { type HandoverEvent } from '@gemba/sales-process/sales.events';
import { type HistoryEvent } from '../../history';
import { type Moment, momentOf } from '../moment';
import { definitionAt, type Surroundings } from './boundary-definition';
import { type Chase, type FoundDefect, type Handover, type SenderStretch, type Submission } from './handover';
import { completenessOf, heldAgainst } from './hold-against';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type SubmissionSoFar = Mutable<Omit<Submission, 'defects'>> & { readonly defects: FoundDefect[]; saidNo: unknown };

const DEFECTS: ReadonlySet<unknown> = new Set(['missing', 'invalid', 'late', 'wrong']);

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const hoursOrNull = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

/**
 * Follows one recorded handover, in the order things happened. Facts may contradict what a decision would allow:
 *
 * - A submission while one is pending replaces it; under the same number it only says the same one anew.
 * - A verdict on nothing makes a submission of which nothing is known.
 * - An acceptance after a rejection holds, without making the rejected submission right.
 * - A rejection after acceptance takes the acceptance back: what it names had escaped.
 */
export class HandoverWalk {
  private readonly submissions: SubmissionSoFar[] = [];
  private readonly returns: Moment[] = [];
  private readonly withSender: Mutable<SenderStretch>[] = [];
  private readonly chases: Chase[] = [];
  private readonly reports: Moment[] = [];
  private parties: Pick<Handover, 'boundaryKey' | 'fromParty' | 'toParty'> | null = null;
  private accepted: Moment | null = null;
  private withdrawn: Moment | null = null;

  constructor(
    private readonly handoverId: string,
    private readonly around: Surroundings,
  ) {}

  happened(event: HistoryEvent): void {
    EFFECTS.get(event.type)?.(this, event, momentOf(event));
  }

  /** Null where the stream tells of nothing but chases and reports. */
  handover(): Handover | null {
    const { handoverId, accepted, withdrawn, returns, withSender, chases, reports } = this;
    if (this.submissions.length === 0) return null;
    const submissions = this.submissions.map(({ saidNo: _, ...submission }) => submission);
    const parties = this.parties ?? { boundaryKey: null, fromParty: null, toParty: null };
    const rest = { submissions, accepted, withdrawn, returns, withSender, chases, reports };
    return { handoverId, origin: 'recorded', partyKind: 'team', ...parties, ...rest };
  }

  submitted({ data, metadata }: HistoryEvent, moment: Moment): void {
    const [fromParty, toParty] = [textOrNull(data['fromTeam']), textOrNull(data['toTeam'])];
    const definition = definitionAt(this.around, fromParty, toParty, moment.at);
    const items = heldAgainst(definition, data['items']);
    this.parties ??= { boundaryKey: definition?.key ?? null, fromParty, toParty };
    const last = this.submissions.at(-1);
    if (last?.verdict === 'pending') {
      if (last.saidNo === data['submissionNo']) {
        Object.assign(last, { items, completeness: completenessOf(items) });
        return;
      }
      Object.assign(last, { verdict: 'replaced', judged: moment });
    }
    this.backFromSender(moment);
    this.withdrawn = null;
    this.begin({ submitted: moment, senderId: textOrNull(data['by']) ?? metadata.actorId ?? null, items }, data);
  }

  acceptedBy({ data, metadata }: HistoryEvent, moment: Moment): void {
    const last = this.lastOrUnknown();
    if (last.verdict === 'pending') this.judge(last, 'accepted', moment, textOrNull(data['by']) ?? metadata.actorId);
    this.accepted ??= moment;
    this.withdrawn = null;
    this.backFromSender(moment);
  }

  rejected({ data, metadata }: HistoryEvent, moment: Moment): void {
    const last = this.lastOrUnknown();
    const isEscape = this.accepted !== null;
    const isNew = isEscape || last.verdict === 'pending';
    if (last.verdict === 'pending') this.judge(last, 'rejected', moment, metadata.actorId);
    this.find(last, data['items'], moment, last.verdict === 'accepted' ? 'escape' : 'rejection');
    if (!isNew) return;
    this.accepted = null;
    this.returns.push(moment);
    this.withSender.push({ from: moment, to: null });
  }

  takenBack({ metadata }: HistoryEvent, moment: Moment): void {
    const last = this.submissions.at(-1);
    if (last === undefined || this.accepted !== null) return;
    this.withdrawn ??= moment;
    if (last.verdict !== 'pending') return;
    this.judge(last, 'withdrawn', moment, metadata.actorId);
    this.withSender.push({ from: moment, to: null });
  }

  chased({ data, metadata }: HistoryEvent, moment: Moment): void {
    const { actorId = null, teamId = null } = metadata;
    this.chases.push({ key: textOrNull(data['key']), hours: hoursOrNull(data['hours']), moment, actorId, teamId });
  }

  /** Before acceptance the receiver still has its say; afterwards the defect has escaped. */
  reported({ data }: HistoryEvent, moment: Moment): void {
    const last = this.submissions.at(-1);
    const key = textOrNull(data['key']);
    if (last === undefined || this.accepted === null || key === null) this.reports.push(moment);
    else last.defects.push({ key, defect: 'missing', found: moment, how: 'escape' });
  }

  private begin(
    given: Pick<Submission, 'submitted' | 'senderId' | 'items'>,
    data: HistoryEvent['data'],
  ): SubmissionSoFar {
    const begun: SubmissionSoFar = {
      no: this.submissions.length + 1,
      ...given,
      completeness: completenessOf(given.items),
      verdict: 'pending',
      judged: null,
      judgeId: null,
      defects: [],
      saidNo: data['submissionNo'],
    };
    this.submissions.push(begun);
    return begun;
  }

  private lastOrUnknown(): SubmissionSoFar {
    return this.submissions.at(-1) ?? this.begin({ submitted: null, senderId: null, items: [] }, {});
  }

  private judge(
    submission: SubmissionSoFar,
    verdict: Submission['verdict'],
    judged: Moment,
    judgeId: string | undefined,
  ): void {
    Object.assign(submission, { verdict, judged, judgeId: judgeId ?? null });
  }

  /** Each key once a submission and a way of finding it: the same rejection told twice finds nothing more. */
  private find(submission: SubmissionSoFar, items: unknown, found: Moment, how: FoundDefect['how']): void {
    for (const item of Array.isArray(items) ? (items as readonly unknown[]) : []) {
      const { key, defect } = (item ?? {}) as { key?: unknown; defect?: unknown };
      if (typeof key !== 'string' || !DEFECTS.has(defect)) continue;
      if (submission.defects.some((known) => known.key === key && known.how === how)) continue;
      submission.defects.push({ key, defect: defect as FoundDefect['defect'], found, how });
    }
  }

  private backFromSender(moment: Moment): void {
    const stretch = this.withSender.at(-1);
    if (stretch?.to === null) stretch.to = moment;
  }
}

type Effect = (walk: HandoverWalk, event: HistoryEvent, moment: Moment) => void;

const EFFECT_OF: { readonly [Type in HandoverEvent['type']]: Effect } = {
  HandoverSubmitted: (walk, event, moment) => walk.submitted(event, moment),
  HandoverAccepted: (walk, event, moment) => walk.acceptedBy(event, moment),
  HandoverRejected: (walk, event, moment) => walk.rejected(event, moment),
  HandoverWithdrawn: (walk, event, moment) => walk.takenBack(event, moment),
  InformationChased: (walk, event, moment) => walk.chased(event, moment),
  MissingInformationReported: (walk, event, moment) => walk.reported(event, moment),
};
const EFFECTS = new Map<string, Effect>(Object.entries(EFFECT_OF));
