import { type Question } from '../question';
import { type DealTraceRow } from './deal-trace.rows';

export const dealTraceQuestion: Question<DealTraceRow> = {
  path: 'deal-traces',
  heading: 'deals',
  summary: 'Which way did each deal go?',
  order: ['deal_id'],
  orders: { opened: ['-opened_at'] },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    team: 'team_id',
    outcome: 'outcome',
    through: 'trace',
    opened: { span: 'opened_at', meaning: 'When the deal was first opened' },
    closed: { span: 'closed_at', meaning: 'When the outcome that holds was first said' },
  },
  words: { outcome: { open: true, won: true, lost: true, no_decision: true, disqualified: true } },
};
