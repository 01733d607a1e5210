import { type Question } from '../question';
import { type DealConformanceRow } from './deal-conformance.rows';

export const dealConformanceQuestion: Question<DealConformanceRow> = {
  path: 'conformance',
  heading: 'process',
  summary: 'How does each deal compare with its process?',
  order: ['deal_id'],
  orders: {
    worst: ['fitness'],
    closed: ['-closed_at'],
  },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    version: 'version',
    segment: 'segment',
    channel: 'channel',
    team: 'team_id',
    owner: 'owner_id',
    outcome: 'outcome',
    skipped: 'skipped',
    inserted: 'inserted',
    waived: 'waived',
    judged: { present: 'fitness', meaning: 'true: deals with a fitness; false: deals without, which say why' },
    opened: { span: 'opened_at', meaning: 'When the deal was opened' },
    closed: { span: 'closed_at', meaning: 'When the outcome that holds was first said' },
  },
  words: { outcome: { open: true, won: true, lost: true, no_decision: true, disqualified: true } },
};
