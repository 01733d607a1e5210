import { accept, refuse } from '@gemba/event-sourcing';
import { type HandoverItemDefinition } from '../process-definition/process-definition.events';
import { type SubmitHandover } from './handover.commands';
import { type HandoverEvent, type HandoverItem, type HandoverSubmitted } from './handover.events';
import { alreadyJudged, faultOfKeys, type HandoverDecision, saysTheSame } from './handover.refusal';
import { type HandoverState, type Submission } from './handover.state';

/**
 * The sender's items seen through the receiver's checklist: what it requires is required, whatever the sender says, and
 * what the sender left out is missing, not absent from the question.
 */
const heldAgainst = (
  checklist: readonly HandoverItemDefinition[],
  items: readonly HandoverItem[],
): readonly HandoverItem[] => {
  const asked = checklist.map(({ key, required, weight }): HandoverItem => {
    const given = items.find((item) => item.key === key);
    return given === undefined
      ? { key, required, applicable: true, valid: false, weight }
      : { ...given, required, weight };
  });
  return [...asked, ...items.filter(({ key }) => !checklist.some((item) => item.key === key))];
};

const faultOfBoundary = ({ fromTeam, toTeam }: SubmitHandover): HandoverDecision | null =>
  fromTeam === toTeam
    ? refuse('receiver-is-sender', `toTeam is ${toTeam}, the sender itself: name another team`, 'toTeam')
    : null;

/** A handover has one deal and one boundary, from its first submission to its end. */
const faultOfChange = (command: SubmitHandover, last: Submission | undefined): HandoverDecision | null => {
  const first = last?.said ?? command;
  for (const field of ['dealId', 'fromTeam', 'toTeam'] as const) {
    if (command[field] === first[field]) continue;
    const message = `${field} is ${command[field]}, this handover's is ${first[field]}: open another handover`;
    return refuse('other-handover', message, field);
  }
  return null;
};

const faultOfTurn = ({ submissionNo }: SubmitHandover, last: Submission | undefined): HandoverDecision | null => {
  const next = (last?.said.submissionNo ?? 0) + 1;
  if (last?.verdict.kind === 'accepted') return alreadyJudged(last, 'accepted');
  if (last?.verdict.kind === 'pending') {
    return refuse('submission-pending', `submission ${next - 1} waits for its receiver: withdraw it before the next`);
  }
  if (submissionNo === next) return null;
  return refuse('submission-number', `submissionNo is ${submissionNo}: the next is ${next}`, 'submissionNo');
};

export const submitHandover = (command: SubmitHandover, state: HandoverState): HandoverDecision => {
  const { type: _, checklist = [], ...given } = command;
  const said: HandoverSubmitted['data'] = { ...given, items: heldAgainst(checklist, command.items) };
  const made = state.findLast((submission) => submission.said.submissionNo === said.submissionNo);
  if (made !== undefined) {
    if (saysTheSame(made.said, said)) return accept();
    const message = `submission ${said.submissionNo} was made with other content: send the next number`;
    return refuse('submission-differs', message, 'submissionNo');
  }
  const last = state.at(-1);
  const fault =
    faultOfBoundary(command) ??
    faultOfKeys(command.items) ??
    faultOfTurn(command, last) ??
    faultOfChange(command, last);
  return fault ?? accept<HandoverEvent>({ type: 'HandoverSubmitted', data: said });
};
