import { analysisOver } from '../analysis-over';
import { DECIDED_COLUMNS, type DecidedTables } from '../rates';
import { winRateQuestion } from './win-rate.query';
import { winRate } from './win-rate.rows';

export { winRate, type WinRateRow } from './win-rate.rows';

export const winRateTable = analysisOver<DecidedTables>()({
  name: 'win_rate',
  folder: __dirname,
  key: ['group_id'],
  question: winRateQuestion,
  reads: DECIDED_COLUMNS,
  rows: ({ deal_outcome, quote_outcome }, at) => winRate(deal_outcome, quote_outcome, at),
});
