import { type Question } from '../question';
import { type DealOutcomeRow } from './deal-outcome.rows';

export const dealOutcomeQuestion: Question<DealOutcomeRow> = {
  path: 'deal-outcomes',
  heading: 'deals',
  summary: 'What was each deal, from when to when?',
  order: ['deal_id', 'outcome_no'],
  orders: { since: ['-from_at'] },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    segment: 'segment',
    channel: 'channel',
    team: 'team_id',
    owner: 'owner_id',
    outcome: 'outcome',
    current: 'is_current',
    since: { span: 'from_at', meaning: 'Since when the deal is, or was, that' },
    opened: { span: 'opened_at', meaning: 'When the deal was first opened' },
  },
  words: { outcome: { open: true, won: true, lost: true, no_decision: true, disqualified: true } },
};
