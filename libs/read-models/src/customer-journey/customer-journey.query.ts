import { type Question } from '../question';
import { type CustomerJourneyRow } from './customer-journey.rows';

export const customerJourneyQuestion: Question<
  CustomerJourneyRow,
  'eta_p50_at' | 'eta_p90_at' | 'eta_n' | 'eta_as_of'
> = {
  path: 'customer-journeys',
  heading: 'deals',
  summary: 'Where does each deal stand on its own way, and what comes next?',
  order: ['deal_id'],
  orders: {
    changed: ['-changed_at'],
    expected: ['expected_at'],
  },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    version: 'version',
    step: 'current_step_key',
    segment: 'segment',
    channel: 'channel',
    team: 'team_id',
    owner: 'owner_id',
    status: 'status',
    dueFrom: 'due_from',
    change: 'change',
    confirmed: { present: 'confirmed_at', meaning: 'true: the customer confirmed the current step; false: not yet' },
    expected: { span: 'expected_at', meaning: 'When the current step should be done' },
    changed: { span: 'changed_at', meaning: 'When the position last changed' },
  },
  words: {
    status: { underway: true, won: true, ended: true },
    due_from: { customer: true, us: true },
    change: { begun: true, forward: true, back: true, same: true, reopened: true, process_changed: true },
  },
  estimates: [
    { value: 'eta_p50_at', n: 'eta_n' },
    { value: 'eta_p90_at', n: 'eta_n' },
  ],
  shapes: {
    due_items: {
      type: 'array',
      items: {
        type: 'object',
        properties: { kind: { type: 'string' }, item: { type: 'string' }, from: { type: 'string' } },
        required: ['kind', 'item', 'from'],
      },
    },
  },
  alsoFrom: ['stage_duration_stats'],
};
