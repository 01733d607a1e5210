import { type DealReadModel } from '../read-model';
import { dealTraceQuestion } from './deal-trace.query';
import { type DealTraceRow, dealTraceRows } from './deal-trace.rows';

export { type DealTraceRow } from './deal-trace.rows';

export const dealTrace: DealReadModel<DealTraceRow> = {
  name: 'deal_trace',
  folder: __dirname,
  key: ['deal_id'],
  question: dealTraceQuestion,
  rows: dealTraceRows,
};
