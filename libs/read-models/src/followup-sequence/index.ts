import { type DealReadModel } from '../read-model';
import { type FollowupSequenceRow, followupSequenceRows } from './followup-sequence.rows';

export { type FollowupSequenceRow } from './followup-sequence.rows';

export const followupSequence: DealReadModel<FollowupSequenceRow> = {
  name: 'followup_sequence',
  folder: __dirname,
  key: ['deal_id', 'family_id'],
  rows: followupSequenceRows,
};
