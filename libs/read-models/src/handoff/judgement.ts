import { type Handover, type Submission } from '../deal-case';

export type JudgementReason = 'pending' | 'withdrawn' | 'derived';

/** What the receiver made of the work, kept apart from what the checklist says of it. */
export interface Judgement {
  readonly accepted_first: boolean | null;
  readonly first_pass: boolean | null;
  readonly complete_and_accurate: boolean | null;
  readonly judgement_reason: JudgementReason | null;
  readonly false_complete: boolean | null;
  readonly false_complete_reason: JudgementReason | 'not_scored_complete' | null;
  readonly accepted_incomplete: boolean | null;
}

/** The submissions that the receiver could answer: not those that the sender took back or replaced. */
export const answerable = ({ submissions }: Handover): Submission[] =>
  submissions.filter(({ verdict }) => verdict !== 'withdrawn' && verdict !== 'replaced');

const whyUnjudged = (first: Submission | undefined): JudgementReason | null => {
  if (first === undefined) return 'withdrawn';
  if (first.verdict === 'unjudged') return 'derived';
  return first.verdict === 'pending' ? 'pending' : null;
};

/** Whether something was found wrong with work that the receiver had taken. */
export const hasEscaped = ({ submissions, returns }: Handover): boolean =>
  submissions.some(({ defects }) => defects.some(({ how }) => how === 'escape')) ||
  returns.length > submissions.filter(({ verdict }) => verdict === 'rejected').length;

const falseComplete = (handover: Handover): Pick<Judgement, 'false_complete' | 'false_complete_reason'> => {
  const scored = answerable(handover).filter(
    ({ completeness, verdict }) => completeness === 1 && verdict !== 'pending' && verdict !== 'unjudged',
  );
  if (scored.length === 0) return { false_complete: null, false_complete_reason: 'not_scored_complete' };
  const isFalse = scored.some(({ verdict }) => verdict === 'rejected') || hasEscaped(handover);
  return { false_complete: isFalse, false_complete_reason: null };
};

export const judgementOf = (handover: Handover): Judgement => {
  const [first] = answerable(handover);
  const judgement_reason = whyUnjudged(first);
  if (judgement_reason !== null) {
    const unknown = { accepted_first: null, first_pass: null, complete_and_accurate: null, accepted_incomplete: null };
    return { ...unknown, judgement_reason, false_complete: null, false_complete_reason: judgement_reason };
  }
  const accepted_first = first!.verdict === 'accepted';
  // Work that was taken, submitted anew and then sent back has not passed at once, though nothing escaped.
  const first_pass = accepted_first && handover.returns.length === 0 && !hasEscaped(handover);
  const taken = handover.accepted === null ? null : handover.submissions.at(-1)!.completeness;
  return {
    accepted_first,
    first_pass,
    complete_and_accurate: first_pass && handover.chases.length === 0 && handover.reports.length === 0,
    judgement_reason,
    ...falseComplete(handover),
    accepted_incomplete: taken === null ? null : taken < 1,
  };
};
