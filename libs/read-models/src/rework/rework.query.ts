import { type Question } from '../question';
import { type ReworkRow } from './rework.rows';

export const reworkQuestion: Question<ReworkRow> = {
  path: 'rework',
  heading: 'rework',
  summary: 'What was done again in each deal, and what was chased?',
  order: ['deal_id'],
  orders: {
    most: ['-rework_hours'],
    pingPongs: ['-ping_pongs'],
  },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    segment: 'segment',
  },
};
