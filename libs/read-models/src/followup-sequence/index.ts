import { type DealReadModel } from '../read-model';
import { followupSequenceQuestion } from './followup-sequence.query';
import { type FollowupSequenceRow, followupSequenceRows } from './followup-sequence.rows';

export { type FollowupSequenceRow } from './followup-sequence.rows';

export const followupSequence: DealReadModel<FollowupSequenceRow> = {
  name: 'followup_sequence',
  folder: __dirname,
  key: ['deal_id', 'family_id'],
  question: followupSequenceQuestion,
  rows: followupSequenceRows,
};
