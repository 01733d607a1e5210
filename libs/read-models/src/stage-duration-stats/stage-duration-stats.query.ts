import { type Question } from '../question';
import { type StageDurationStatsRow } from './stage-duration-stats.rows';

export const stageDurationStatsQuestion: Question<StageDurationStatsRow> = {
  path: 'stage-duration-stats',
  heading: 'steps',
  summary: 'How long do deals stay in each step, as the table has it? (/v1/stage-durations answers for any as-of)',
  order: ['group_id'],
  orders: {
    slowest: ['-km_p50_d'],
    largest: ['-n'],
  },
  filters: {
    process: 'process_id',
    version: 'version',
    step: 'step_key',
    segmentScope: 'segment_scope',
    segment: 'segment',
  },
  words: { segment_scope: { all: true, one: true } },
  estimates: [
    { value: 'km_p50_d', n: 'n', interval: ['km_p50_low_d', 'km_p50_high_d'] },
    { value: 'km_p90_d', n: 'n', interval: ['km_p90_low_d', 'km_p90_high_d'] },
    { value: 'naive_median_completed_d', n: 'completed_n' },
    { value: 'mean_completed_d', n: 'completed_n' },
  ],
};
