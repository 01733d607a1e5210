import { type DealReadModel } from '../read-model';
import { handoffItemQuestion } from './handoff-item.query';
import { type HandoffItemRow, handoffItemRows } from './handoff-item.rows';

export { type HandoffItemRow } from './handoff-item.rows';

export const handoffItem: DealReadModel<HandoffItemRow> = {
  name: 'handoff_item',
  folder: __dirname,
  key: ['deal_id', 'handover_id', 'submission_no', 'item_key'],
  question: handoffItemQuestion,
  rows: handoffItemRows,
};
