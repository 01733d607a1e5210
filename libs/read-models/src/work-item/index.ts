import { type DealReadModel } from '../read-model';
import { workItemQuestion } from './work-item.query';
import { type WorkItemRow, workItemRows } from './work-item.rows';

export { type WorkItemRow } from './work-item.rows';

export const workItem: DealReadModel<WorkItemRow> = {
  name: 'work_item',
  folder: __dirname,
  key: ['deal_id', 'item_seq'],
  question: workItemQuestion,
  rows: workItemRows,
};
