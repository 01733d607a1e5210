import { type DealReadModel } from '../read-model';
import { type DealTraceRow, dealTraceRows } from './deal-trace.rows';

export { type DealTraceRow } from './deal-trace.rows';

export const dealTrace: DealReadModel<DealTraceRow> = {
  name: 'deal_trace',
  folder: __dirname,
  key: ['deal_id'],
  rows: dealTraceRows,
};
