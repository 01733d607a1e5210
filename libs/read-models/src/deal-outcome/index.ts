import { type DealReadModel } from '../read-model';
import { dealOutcomeQuestion } from './deal-outcome.query';
import { type DealOutcomeRow, dealOutcomeRows } from './deal-outcome.rows';

export { type DealOutcomeRow } from './deal-outcome.rows';

export const dealOutcome: DealReadModel<DealOutcomeRow> = {
  name: 'deal_outcome',
  folder: __dirname,
  key: ['deal_id', 'outcome_no'],
  question: dealOutcomeQuestion,
  rows: dealOutcomeRows,
};
