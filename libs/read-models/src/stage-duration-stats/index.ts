import { type Analysis } from '../read-model';
import { stageDurationStatsQuestion } from './stage-duration-stats.query';
import {
  type StageDurationStatsRow,
  stageDurationStats,
  VISIT_COLUMNS,
  type VisitOfStats,
} from './stage-duration-stats.rows';

export * from './duration-summary';
export {
  stageDurationStats,
  type StageDurationStatsRow,
  VISIT_COLUMNS,
  type VisitOfStats,
} from './stage-duration-stats.rows';
export * from './visit-length';

export const stageDurationStatsTable: Analysis<StageDurationStatsRow> = {
  name: 'stage_duration_stats',
  folder: __dirname,
  key: ['group_id'],
  question: stageDurationStatsQuestion,
  reads: { stage_visit: VISIT_COLUMNS },
  rows: (tables, at, context) => stageDurationStats(tables['stage_visit'] as readonly VisitOfStats[], at, context),
};
