import { type Question } from '../question';
import { type FollowupDealRow } from './followup-deal.rows';

export const followupDealQuestion: Question<FollowupDealRow> = {
  path: 'followup-deals',
  heading: 'quotes and follow-ups',
  summary: 'How was each deal with a quote followed up?',
  order: ['deal_id'],
  orders: {
    sent: ['-first_sent_at'],
    attempts: ['-raw_attempts'],
  },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    segment: 'segment',
    channel: 'channel',
    team: 'team_id',
    owner: 'owner_id',
    ended: { present: 'deal_ended_at', meaning: 'true: deals that have ended; false: those that go on' },
    replied: { present: 'replied_at', meaning: 'true: the customer answered; false: not yet' },
    sent: { span: 'first_sent_at', meaning: 'When the first quote went to the customer' },
  },
  shapes: {
    raw_after_s: { type: 'array', items: { type: 'number' } },
    media_counts: { type: 'object', additionalProperties: { type: 'integer' } },
    touch_after_s: { type: 'array', items: { type: 'number' } },
  },
};
