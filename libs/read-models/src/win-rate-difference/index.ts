import { analysisOver } from '../analysis-over';
import { DECIDED_COLUMNS, type DecidedTables } from '../rates';
import { winRateDifferenceQuestion } from './win-rate-difference.query';
import { winRateDifference } from './win-rate-difference.rows';

export { winRateDifference, type WinRateDifferenceRow } from './win-rate-difference.rows';

export const winRateDifferenceTable = analysisOver<DecidedTables>()({
  name: 'win_rate_difference',
  folder: __dirname,
  key: ['group_id'],
  question: winRateDifferenceQuestion,
  reads: DECIDED_COLUMNS,
  rows: ({ deal_outcome, quote_outcome }, at) => winRateDifference(deal_outcome, quote_outcome, at),
});
