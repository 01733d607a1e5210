import { DEAL_OUTCOME_COLUMNS, type OutcomeOfDeal, type OutcomeOfQuote, QUOTE_OUTCOME_COLUMNS } from '../rates';
import { type Analysis } from '../read-model';
import { winRateDifferenceQuestion } from './win-rate-difference.query';
import { winRateDifference, type WinRateDifferenceRow } from './win-rate-difference.rows';

export { winRateDifference, type WinRateDifferenceRow } from './win-rate-difference.rows';

export const winRateDifferenceTable: Analysis<WinRateDifferenceRow> = {
  name: 'win_rate_difference',
  folder: __dirname,
  key: ['group_id'],
  question: winRateDifferenceQuestion,
  reads: { deal_outcome: DEAL_OUTCOME_COLUMNS, quote_outcome: QUOTE_OUTCOME_COLUMNS },
  rows: (tables, at) =>
    winRateDifference(
      tables['deal_outcome'] as readonly OutcomeOfDeal[],
      tables['quote_outcome'] as readonly OutcomeOfQuote[],
      at,
    ),
};
