import { DEAL_OUTCOME_COLUMNS, type OutcomeOfDeal, type OutcomeOfQuote, QUOTE_OUTCOME_COLUMNS } from '../rates';
import { type Analysis } from '../read-model';
import { winRateQuestion } from './win-rate.query';
import { winRate, type WinRateRow } from './win-rate.rows';

export { winRate, type WinRateRow } from './win-rate.rows';

export const winRateTable: Analysis<WinRateRow> = {
  name: 'win_rate',
  folder: __dirname,
  key: ['group_id'],
  question: winRateQuestion,
  reads: { deal_outcome: DEAL_OUTCOME_COLUMNS, quote_outcome: QUOTE_OUTCOME_COLUMNS },
  rows: (tables, at) =>
    winRate(
      tables['deal_outcome'] as readonly OutcomeOfDeal[],
      tables['quote_outcome'] as readonly OutcomeOfQuote[],
      at,
    ),
};
