import { type DealReadModel } from '../read-model';
import { dealConformanceQuestion } from './deal-conformance.query';
import { type DealConformanceRow, dealConformanceRows } from './deal-conformance.rows';

export { type DealConformanceRow } from './deal-conformance.rows';

export const dealConformance: DealReadModel<DealConformanceRow> = {
  name: 'deal_conformance',
  folder: __dirname,
  key: ['deal_id'],
  question: dealConformanceQuestion,
  rows: dealConformanceRows,
};
