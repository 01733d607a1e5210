import { accept, refuse } from '@gemba/event-sourcing';
import { type AcceptHandover, type RejectHandover, type WithdrawHandover } from './handover.commands';
import { type HandoverEvent, type HandoverItem } from './handover.events';
import { alreadyJudged, faultOfKeys, type HandoverDecision, saysTheSame } from './handover.refusal';
import { type HandoverState, type Submission } from './handover.state';

/** Hands the submission that a command is about to its judgement. */
const about = (
  { submissionNo }: { readonly submissionNo: number },
  state: HandoverState,
  judge: (submission: Submission) => HandoverDecision,
): HandoverDecision => {
  const submission = state.findLast(({ said }) => said.submissionNo === submissionNo);
  if (submission !== undefined) return judge(submission);
  const message = `submissionNo is ${submissionNo}, which nobody submitted: submit first`;
  return refuse('submission-unknown', message, 'submissionNo');
};

const faultOfReceiver = (byTeam: string, { said }: Submission): HandoverDecision | null =>
  byTeam === said.toTeam
    ? null
    : refuse('not-the-receiver', `byTeam is ${byTeam}: only ${said.toTeam} can judge this handover`, 'byTeam');

const faultOfPerson = ({ by }: AcceptHandover, { said }: Submission): HandoverDecision | null =>
  by !== undefined && by === said.by
    ? refuse('receiver-is-sender', `by is ${by}, who submitted it: somebody else has to accept`, 'by')
    : null;

/** Why the receiver cannot begin with an item as it was handed over, or null. */
const faultOf = ({ required, applicable, value = '', valid }: HandoverItem): 'missing' | 'invalid' | null => {
  if (!required || !applicable) return null;
  if (value.trim() === '') return 'missing';
  return valid ? null : 'invalid';
};

const faultOfItems = ({ said }: Submission): HandoverDecision | null => {
  const faults = said.items.flatMap((item) => {
    const fault = faultOf(item);
    return fault === null ? [] : [`${item.key} (${fault})`];
  });
  if (faults.length === 0) return null;
  return refuse('incomplete', `items ${faults.join(', ')}: reject the submission, naming them`, 'items');
};

export const acceptHandover = (command: AcceptHandover, state: HandoverState): HandoverDecision =>
  about(command, state, (submission) => {
    const { said, verdict } = submission;
    if (verdict.kind === 'accepted') return accept();
    if (verdict.kind !== 'pending') return alreadyJudged(submission, verdict.kind);
    const fault =
      faultOfReceiver(command.byTeam, submission) ?? faultOfPerson(command, submission) ?? faultOfItems(submission);
    const { handoverId, dealId } = said;
    return fault ?? accept<HandoverEvent>({ type: 'HandoverAccepted', data: { handoverId, dealId } });
  });

const faultOfDefects = ({ items }: RejectHandover, { said }: Submission): HandoverDecision | null => {
  const unknown = items.find(({ key }) => !said.items.some((item) => item.key === key));
  if (unknown === undefined) return null;
  const known = said.items.map(({ key }) => key).join(', ');
  return refuse('item-unknown', `items names ${unknown.key}, which was not handed over: name one of ${known}`, 'items');
};

export const rejectHandover = (command: RejectHandover, state: HandoverState): HandoverDecision =>
  about(command, state, (submission) => {
    const { said, verdict } = submission;
    const { items } = command;
    if (verdict.kind === 'rejected' && saysTheSame(verdict.items, items)) return accept();
    if (verdict.kind !== 'pending') return alreadyJudged(submission, verdict.kind);
    const fault =
      faultOfReceiver(command.byTeam, submission) ?? faultOfKeys(items) ?? faultOfDefects(command, submission);
    const { handoverId, dealId } = said;
    return fault ?? accept<HandoverEvent>({ type: 'HandoverRejected', data: { handoverId, dealId, items } });
  });

export const withdrawHandover = (command: WithdrawHandover, state: HandoverState): HandoverDecision =>
  about(command, state, (submission) => {
    const { said, verdict } = submission;
    if (verdict.kind === 'withdrawn') return accept();
    if (verdict.kind !== 'pending') return alreadyJudged(submission, verdict.kind);
    if (command.byTeam !== said.fromTeam) {
      return refuse('not-the-sender', `byTeam is ${command.byTeam}: only ${said.fromTeam} can take it back`, 'byTeam');
    }
    const { handoverId, dealId } = said;
    const reason = command.reason === undefined ? {} : { reason: command.reason };
    return accept<HandoverEvent>({ type: 'HandoverWithdrawn', data: { handoverId, dealId, ...reason } });
  });
