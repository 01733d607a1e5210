import { type Analysis } from '../read-model';
import { handoffPairQuestion } from './handoff-pair.query';
import { handoffPairs, type HandoffPairRow } from './handoff-pair.rows';
import { HANDOFF_COLUMNS, type HandoffOfPair } from './handover-as-of';

export { handoffPairs, type HandoffPairRow } from './handoff-pair.rows';
export { HANDOFF_COLUMNS, type HandoffOfPair } from './handover-as-of';

export const handoffPairTable: Analysis<HandoffPairRow> = {
  name: 'handoff_pair',
  folder: __dirname,
  key: ['group_id'],
  question: handoffPairQuestion,
  reads: { handoff: HANDOFF_COLUMNS },
  rows: (tables, at, context) => handoffPairs(tables['handoff'] as readonly HandoffOfPair[], at, context),
};
