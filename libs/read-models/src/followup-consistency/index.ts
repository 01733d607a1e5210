import { type Analysis } from '../read-model';
import { type EndedChase, FOLLOWUP_SEQUENCE_COLUMNS } from './chase-sample';
import { followupConsistencyQuestion } from './followup-consistency.query';
import { followupConsistency, type FollowupConsistencyRow } from './followup-consistency.rows';

export { type EndedChase } from './chase-sample';
export { followupConsistency, type FollowupConsistencyRow } from './followup-consistency.rows';

export const followupConsistencyTable: Analysis<FollowupConsistencyRow> = {
  name: 'followup_consistency',
  folder: __dirname,
  key: ['group_id'],
  question: followupConsistencyQuestion,
  reads: { followup_sequence: FOLLOWUP_SEQUENCE_COLUMNS },
  rows: (tables, at) => followupConsistency(tables['followup_sequence'] as readonly EndedChase[], at),
};
