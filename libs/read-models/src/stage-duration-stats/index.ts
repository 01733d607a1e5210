import { analysisOver } from '../analysis-over';
import { stageDurationStatsQuestion } from './stage-duration-stats.query';
import { stageDurationStats, VISIT_COLUMNS, type VisitOfStats } from './stage-duration-stats.rows';

export * from './duration-summary';
export {
  stageDurationStats,
  type StageDurationStatsRow,
  VISIT_COLUMNS,
  type VisitOfStats,
} from './stage-duration-stats.rows';
export * from './visit-length';

export const stageDurationStatsTable = analysisOver<{ stage_visit: VisitOfStats }>()({
  name: 'stage_duration_stats',
  folder: __dirname,
  key: ['group_id'],
  question: stageDurationStatsQuestion,
  reads: { stage_visit: VISIT_COLUMNS },
  rows: ({ stage_visit }, at, context) => stageDurationStats(stage_visit, at, context),
});
