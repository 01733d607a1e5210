import { analysisOver } from '../analysis-over';
import { DEAL_OUTCOME_COLUMNS, type OutcomeOfDeal } from '../rates';
import { controlChartPointQuestion } from './control-chart-point.query';
import {
  controlChartConclusions,
  controlChartPoints,
  FITNESS_COLUMNS,
  type FitnessOfDeal,
} from './control-chart-point.rows';

export { type SpecialCauseFinding } from './control-chart-point.finding';
export { type ControlChartPointRow, controlChartPoints } from './control-chart-point.rows';

interface Inputs {
  deal_outcome: OutcomeOfDeal;
  deal_conformance: FitnessOfDeal;
}

export const controlChartPointTable = analysisOver<Inputs>()({
  name: 'control_chart_point',
  folder: __dirname,
  key: ['point_id'],
  question: controlChartPointQuestion,
  reads: { deal_outcome: DEAL_OUTCOME_COLUMNS, deal_conformance: FITNESS_COLUMNS },
  rows: ({ deal_outcome, deal_conformance }, at, context) =>
    controlChartPoints(deal_outcome, deal_conformance, at, context),
  conclusions: controlChartConclusions,
});
