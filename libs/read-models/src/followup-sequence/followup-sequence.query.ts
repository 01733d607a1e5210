import { type Question } from '../question';
import { type FollowupSequenceRow } from './followup-sequence.rows';

export const followupSequenceQuestion: Question<FollowupSequenceRow> = {
  path: 'followup-sequences',
  heading: 'quotes and follow-ups',
  summary: 'How was each quote asked after?',
  order: ['deal_id', 'family_id'],
  orders: {
    started: ['-started_at'],
    touches: ['-touches'],
    latency: ['-first_latency_s'],
  },
  filters: {
    deal: 'deal_id',
    family: 'family_id',
    process: 'process_id',
    version: 'version',
    segment: 'segment',
    channel: 'channel',
    team: 'team_id',
    owner: 'owner_id',
    endedBy: 'end_kind',
    ended: { present: 'ended_at', meaning: 'true: chases that have ended; false: those that go on' },
    replied: { present: 'replied_at', meaning: 'true: the customer answered; false: not yet' },
    started: { span: 'started_at', meaning: 'When the family first went to the customer' },
  },
  words: {
    end_kind: {
      replied: true,
      accepted: true,
      rejected: true,
      not_selected: true,
      withdrawn: true,
      superseded: true,
      deal_closed: true,
    },
  },
  estimates: [{ value: 'cadence_adherence', n: 'cadence_due' }],
  shapes: {
    media_counts: { type: 'object', additionalProperties: { type: 'integer' } },
    media_share: { type: 'object', additionalProperties: { type: 'number' } },
    touch_after_s: { type: 'array', items: { type: 'number' } },
  },
};
