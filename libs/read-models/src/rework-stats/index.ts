import { analysisOver } from '../analysis-over';
import { reworkStatsQuestion } from './rework-stats.query';
import { CHASE_COLUMNS, type ChaseOfStats, reworkStats, WORK_COLUMNS, type WorkOfStats } from './rework-stats.rows';

export { reworkStats, type ReworkStatsRow } from './rework-stats.rows';

export const reworkStatsTable = analysisOver<{ work_item: WorkOfStats; handoff: ChaseOfStats }>()({
  name: 'rework_stats',
  folder: __dirname,
  key: ['group_id'],
  question: reworkStatsQuestion,
  reads: { work_item: WORK_COLUMNS, handoff: CHASE_COLUMNS },
  rows: ({ work_item, handoff }, at) => reworkStats(work_item, handoff, at),
});
