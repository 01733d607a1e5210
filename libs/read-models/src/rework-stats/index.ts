import { type Analysis } from '../read-model';
import { reworkStatsQuestion } from './rework-stats.query';
import {
  CHASE_COLUMNS,
  type ChaseOfStats,
  reworkStats,
  type ReworkStatsRow,
  WORK_COLUMNS,
  type WorkOfStats,
} from './rework-stats.rows';

export { reworkStats, type ReworkStatsRow } from './rework-stats.rows';

export const reworkStatsTable: Analysis<ReworkStatsRow> = {
  name: 'rework_stats',
  folder: __dirname,
  key: ['group_id'],
  question: reworkStatsQuestion,
  reads: { work_item: WORK_COLUMNS, handoff: CHASE_COLUMNS },
  rows: (tables, at) =>
    reworkStats(tables['work_item'] as readonly WorkOfStats[], tables['handoff'] as readonly ChaseOfStats[], at),
};
