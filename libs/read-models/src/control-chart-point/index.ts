import { DEAL_OUTCOME_COLUMNS, type OutcomeOfDeal } from '../rates';
import { type Analysis } from '../read-model';
import { controlChartPointQuestion } from './control-chart-point.query';
import { controlChartConclusions, type ControlChartPointRow, controlChartPoints } from './control-chart-point.rows';

export { type ControlChartPointRow, controlChartPoints } from './control-chart-point.rows';

export const controlChartPointTable: Analysis<ControlChartPointRow> = {
  name: 'control_chart_point',
  folder: __dirname,
  key: ['point_id'],
  question: controlChartPointQuestion,
  reads: { deal_outcome: DEAL_OUTCOME_COLUMNS },
  rows: (tables, at, context) => controlChartPoints(tables['deal_outcome'] as readonly OutcomeOfDeal[], at, context),
  conclusions: controlChartConclusions,
};
