import { type DealReadModel } from '../read-model';
import { handoffQuestion } from './handoff.query';
import { type HandoffRow, handoffRows } from './handoff.rows';

export { type HandoffRow } from './handoff.rows';

export const handoff: DealReadModel<HandoffRow> = {
  name: 'handoff',
  folder: __dirname,
  key: ['deal_id', 'handover_id'],
  question: handoffQuestion,
  rows: handoffRows,
};
