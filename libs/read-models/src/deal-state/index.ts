import { type DealReadModel } from '../read-model';
import { type DealStateRow, dealStateRows } from './deal-state.rows';

export { type DealStateRow } from './deal-state.rows';

export const dealState: DealReadModel<DealStateRow> = {
  name: 'deal_state',
  folder: __dirname,
  key: ['deal_id'],
  rows: dealStateRows,
};
