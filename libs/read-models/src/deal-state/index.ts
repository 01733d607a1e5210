import { type DealReadModel } from '../read-model';
import { dealStateQuestion } from './deal-state.query';
import { type DealStateRow, dealStateRows } from './deal-state.rows';

export { type DealStateRow } from './deal-state.rows';

export const dealState: DealReadModel<DealStateRow> = {
  name: 'deal_state',
  folder: __dirname,
  key: ['deal_id'],
  question: dealStateQuestion,
  rows: dealStateRows,
};
