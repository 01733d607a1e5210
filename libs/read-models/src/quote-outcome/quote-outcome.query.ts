import { type Question } from '../question';
import { type QuoteOutcomeRow } from './quote-outcome.rows';

export const quoteOutcomeQuestion: Question<QuoteOutcomeRow> = {
  path: 'quote-outcomes',
  heading: 'quotes and follow-ups',
  summary: 'What became of each quote?',
  order: ['deal_id', 'family_id'],
  orders: {
    sent: ['-first_sent_at'],
    decided: ['-decided_at'],
  },
  filters: {
    deal: 'deal_id',
    family: 'family_id',
    process: 'process_id',
    segment: 'segment',
    channel: 'channel',
    team: 'team_id',
    owner: 'owner_id',
    outcome: 'outcome',
    dealOutcome: 'deal_outcome',
    dealWonByQuote: 'is_deal_won_by_quote',
    sent: { span: 'first_sent_at', meaning: 'When the family first went to the customer' },
    decided: { span: 'decided_at', meaning: 'When it ended' },
  },
  words: {
    outcome: {
      open: true,
      accepted: true,
      rejected: true,
      not_selected: true,
      withdrawn: true,
      superseded: true,
      deal_closed: true,
    },
    deal_outcome: { open: true, won: true, lost: true, no_decision: true, disqualified: true },
  },
  shapes: { quote_ids: { type: 'array', items: { type: 'string' } } },
  asOf: {
    function: 'quote_outcome_as_of',
    meaning:
      'Quotes as they stood at this instant: later ones out, a later decision undone, an open one past its validity ' +
      'with the outcome expired',
    alsoWords: { outcome: ['expired'] },
  },
};
