import { type Question } from '../question';
import { type WorkItemRow } from './work-item.rows';

export const workItemQuestion: Question<WorkItemRow> = {
  path: 'work-items',
  heading: 'rework',
  summary: 'Which pieces of work were done, and which had been done before?',
  order: ['deal_id', 'item_seq'],
  orders: { done: ['-done_at'] },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    version: 'version',
    step: 'step_key',
    segment: 'segment',
    team: 'team_id',
    actor: 'actor_id',
    activity: 'activity',
    repetition: 'repetition',
    repeatedBy: 'repeated_by',
    pingPong: 'is_ping_pong',
    done: { span: 'done_at', meaning: 'When it was done' },
  },
  words: {
    repetition: { self_loop: true, repetition: true },
    repeated_by: { repeat: true, redo: true, unknown: true },
  },
};
