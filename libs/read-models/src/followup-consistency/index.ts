import { analysisOver } from '../analysis-over';
import { type EndedChase, FOLLOWUP_SEQUENCE_COLUMNS } from './chase-sample';
import { followupConsistencyQuestion } from './followup-consistency.query';
import { followupConsistency } from './followup-consistency.rows';

export { type EndedChase } from './chase-sample';
export { followupConsistency, type FollowupConsistencyRow } from './followup-consistency.rows';

export const followupConsistencyTable = analysisOver<{ followup_sequence: EndedChase }>()({
  name: 'followup_consistency',
  folder: __dirname,
  key: ['group_id'],
  question: followupConsistencyQuestion,
  reads: { followup_sequence: FOLLOWUP_SEQUENCE_COLUMNS },
  rows: ({ followup_sequence }, at) => followupConsistency(followup_sequence, at),
});
