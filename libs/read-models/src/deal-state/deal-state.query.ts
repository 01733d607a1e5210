import { type Question } from '../question';
import { type DealStateRow } from './deal-state.rows';

export const dealStateQuestion: Question<DealStateRow> = {
  path: 'deals',
  heading: 'deals',
  summary: 'Where does each deal stand?',
  row: 'Deal',
  order: ['deal_id'],
  orders: {
    opened: ['-opened_at'],
    closed: ['-closed_at'],
    moved: ['-last_happened_at'],
  },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    version: 'version',
    step: 'step_key',
    segment: 'segment',
    channel: 'channel',
    team: 'team_id',
    owner: 'owner_id',
    customer: 'customer_id',
    outcome: 'outcome',
    opened: { span: 'opened_at', meaning: 'When the deal was first opened' },
    closed: { span: 'closed_at', meaning: 'When the outcome that holds was first said' },
  },
  words: { outcome: { open: true, won: true, lost: true, no_decision: true, disqualified: true } },
  shapes: { merged_deal_ids: { type: 'array', items: { type: 'string' } } },
};
