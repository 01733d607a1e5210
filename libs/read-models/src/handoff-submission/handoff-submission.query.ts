import { type Question } from '../question';
import { type HandoffSubmissionRow } from './handoff-submission.rows';

export const handoffSubmissionQuestion: Question<HandoffSubmissionRow> = {
  path: 'handoff-submissions',
  heading: 'handovers',
  summary: 'How complete was each submission, and what did the receiver make of it?',
  order: ['deal_id', 'handover_id', 'submission_no'],
  orders: { submitted: ['-submitted_at'] },
  filters: {
    deal: 'deal_id',
    handover: 'handover_id',
    boundary: 'boundary_key',
    origin: 'origin',
    party: { either: ['from_party', 'to_party'], meaning: 'Team or person on either side' },
    from: 'from_party',
    to: 'to_party',
    sender: 'sender_id',
    judge: 'judge_id',
    verdict: 'verdict',
    submitted: { span: 'submitted_at', meaning: 'When it was submitted' },
  },
  words: {
    origin: { recorded: true, derived: true },
    verdict: { pending: true, accepted: true, rejected: true, withdrawn: true, replaced: true, unjudged: true },
  },
  estimates: [{ value: 'completeness', n: 'counted_items' }],
};
