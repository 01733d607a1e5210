import { type DealReadModel } from '../read-model';
import { customerJourneyQuestion } from './customer-journey.query';
import { type CustomerJourneyRow, customerJourneyRows } from './customer-journey.rows';

export { type CustomerJourneyRow } from './customer-journey.rows';

export const customerJourney: DealReadModel<CustomerJourneyRow> = {
  name: 'customer_journey',
  folder: __dirname,
  key: ['deal_id'],
  question: customerJourneyQuestion,
  rows: customerJourneyRows,
};
