import { type DealReadModel } from '../read-model';
import { type DealOutcomeRow, dealOutcomeRows } from './deal-outcome.rows';

export { type DealOutcomeRow } from './deal-outcome.rows';

export const dealOutcome: DealReadModel<DealOutcomeRow> = {
  name: 'deal_outcome',
  folder: __dirname,
  key: ['deal_id', 'outcome_no'],
  rows: dealOutcomeRows,
};
