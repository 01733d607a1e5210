import { type DealReadModel } from '../read-model';
import { quoteOutcomeQuestion } from './quote-outcome.query';
import { type QuoteOutcomeRow, quoteOutcomeRows } from './quote-outcome.rows';

export { type QuoteOutcomeRow } from './quote-outcome.rows';

export const quoteOutcome: DealReadModel<QuoteOutcomeRow> = {
  name: 'quote_outcome',
  folder: __dirname,
  key: ['deal_id', 'family_id'],
  question: quoteOutcomeQuestion,
  rows: quoteOutcomeRows,
};
