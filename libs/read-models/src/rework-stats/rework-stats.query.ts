import { type Question } from '../question';
import { type ReworkStatsRow } from './rework-stats.rows';

export const reworkStatsQuestion: Question<ReworkStatsRow> = {
  path: 'rework-stats',
  heading: 'rework',
  summary: 'How often is work done again, by activity, step and team?',
  order: ['group_id'],
  orders: {
    largest: ['-items_n'],
    worst: ['-deal_rework_rate'],
  },
  filters: {
    process: 'process_id',
    scope: 'scope',
    activity: { column: 'scope_key', where: { scope: 'activity' }, meaning: 'The row of this activity' },
    step: { column: 'scope_key', where: { scope: 'step' }, meaning: 'The row of this step' },
    team: { column: 'scope_key', where: { scope: 'team' }, meaning: 'The row of this team' },
  },
  words: { scope: { all: true, activity: true, step: true, team: true } },
  estimates: [{ value: 'deal_rework_rate', n: 'deals_n', interval: ['deal_rework_rate_lo', 'deal_rework_rate_hi'] }],
};
