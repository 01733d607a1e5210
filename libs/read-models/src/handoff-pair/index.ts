import { analysisOver } from '../analysis-over';
import { handoffPairQuestion } from './handoff-pair.query';
import { handoffPairs } from './handoff-pair.rows';
import { HANDOFF_COLUMNS, type HandoffOfPair } from './handover-as-of';

export { handoffPairs, type HandoffPairRow } from './handoff-pair.rows';
export { HANDOFF_COLUMNS, type HandoffOfPair } from './handover-as-of';

export const handoffPairTable = analysisOver<{ handoff: HandoffOfPair }>()({
  name: 'handoff_pair',
  folder: __dirname,
  key: ['group_id'],
  question: handoffPairQuestion,
  reads: { handoff: HANDOFF_COLUMNS },
  rows: ({ handoff }, at, context) => handoffPairs(handoff, at, context),
});
