import { type DealReadModel } from '../read-model';
import { handoffSubmissionQuestion } from './handoff-submission.query';
import { type HandoffSubmissionRow, handoffSubmissionRows } from './handoff-submission.rows';

export { type HandoffSubmissionRow } from './handoff-submission.rows';

export const handoffSubmission: DealReadModel<HandoffSubmissionRow> = {
  name: 'handoff_submission',
  folder: __dirname,
  key: ['deal_id', 'handover_id', 'submission_no'],
  question: handoffSubmissionQuestion,
  rows: handoffSubmissionRows,
};
