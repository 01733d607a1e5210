import { type DealReadModel } from '../read-model';
import { reworkQuestion } from './rework.query';
import { type ReworkRow, reworkRows } from './rework.rows';

export { type ReworkRow } from './rework.rows';

export const rework: DealReadModel<ReworkRow> = {
  name: 'rework',
  folder: __dirname,
  key: ['deal_id'],
  question: reworkQuestion,
  rows: reworkRows,
};
