import { analysisOver } from '../analysis-over';
import { DEAL_OUTCOME_COLUMNS, type OutcomeOfDeal } from '../rates';
import { controlChartPointQuestion } from './control-chart-point.query';
import { controlChartConclusions, controlChartPoints } from './control-chart-point.rows';

export { type SpecialCauseFinding } from './control-chart-point.finding';
export { type ControlChartPointRow, controlChartPoints } from './control-chart-point.rows';

export const controlChartPointTable = analysisOver<{ deal_outcome: OutcomeOfDeal }>()({
  name: 'control_chart_point',
  folder: __dirname,
  key: ['point_id'],
  question: controlChartPointQuestion,
  reads: { deal_outcome: DEAL_OUTCOME_COLUMNS },
  rows: ({ deal_outcome }, at, context) => controlChartPoints(deal_outcome, at, context),
  conclusions: controlChartConclusions,
});
