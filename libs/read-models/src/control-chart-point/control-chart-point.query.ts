import { type Question } from '../question';
import { type ControlChartPointRow } from './control-chart-point.rows';

export const controlChartPointQuestion: Question<ControlChartPointRow> = {
  path: 'control-chart-points',
  heading: 'drift and signals',
  summary: 'Which weeks and months differ from the rest by more than chance?',
  order: ['point_id'],
  orders: {
    time: ['chart', 'scope', 'process_id', 'x'],
    latest: ['-x'],
  },
  filters: {
    chart: 'chart',
    chartKind: 'chart_kind',
    periodKind: 'period_kind',
    scope: 'scope',
    process: 'process_id',
    version: 'version',
    limits: 'limits',
    limitsReason: 'limits_reason',
    rule: 'rules',
    signal: { present: 'rules', meaning: 'true: points that are signals; false: noise' },
    period: { span: 'x', meaning: 'First day of the period' },
  },
  words: {
    chart: {
      decided_win_rate_month: true,
      decided_win_rate_week: true,
      median_days_to_close_week: true,
      deals_opened_week: true,
      deals_closed_week: true,
      wholly_conforming_month: true,
      mean_fitness_week: true,
    },
    chart_kind: { p: true, xmr: true },
    period_kind: { month: true, week: true },
    scope: { all: true, process: true },
    limits: { frozen: true, provisional: true, none: true },
    limits_reason: { few_points: true, few_cases: true, no_variation: true },
  },
  estimates: [{ value: 'value', n: 'n' }],
};
