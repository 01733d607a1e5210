import { type DealReadModel } from '../read-model';
import { stageVisitQuestion } from './stage-visit.query';
import { type StageVisitRow, stageVisitRows } from './stage-visit.rows';

export { type StageVisitRow } from './stage-visit.rows';

export const stageVisit: DealReadModel<StageVisitRow> = {
  name: 'stage_visit',
  folder: __dirname,
  key: ['deal_id', 'attempt', 'step_key', 'visit_no'],
  question: stageVisitQuestion,
  rows: stageVisitRows,
};
