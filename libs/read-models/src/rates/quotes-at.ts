import { type QuoteOutcomeRow } from '../quote-outcome';
import { type CaseAt, type CaseOutcome } from './case-at';

/** What it takes of quote_outcome. */
export const QUOTE_OUTCOME_COLUMNS = [
  'deal_id',
  'family_id',
  'outcome',
  'decided_at',
  'first_sent_at',
  'valid_until_at',
  'deal_outcome',
  'amount_minor',
  'currency',
  'process_id',
  'segment',
  'channel',
  'team_id',
  'owner_id',
] as const;
export type OutcomeOfQuote = Pick<QuoteOutcomeRow, (typeof QUOTE_OUTCOME_COLUMNS)[number]>;

/** Of a quote that ended with its deal: what the deal became, unless that says nothing of this quote. */
const endedWithDeal = (dealOutcome: OutcomeOfQuote['deal_outcome']): CaseOutcome =>
  dealOutcome === 'won' || dealOutcome === 'open' ? 'excluded' : dealOutcome;

const endedAs = ({ outcome, deal_outcome }: OutcomeOfQuote): CaseOutcome => {
  switch (outcome) {
    case 'accepted':
      return 'won';
    case 'rejected':
      return 'lost';
    case 'deal_closed':
      return endedWithDeal(deal_outcome);
    case 'not_selected':
    case 'withdrawn':
    case 'superseded':
      return 'excluded';
    case 'open':
      return 'open';
  }
};

const stateAt = (row: OutcomeOfQuote, asOf: string): Pick<CaseAt, 'outcome' | 'closedAt'> => {
  const { outcome, decided_at, valid_until_at } = row;
  if (outcome !== 'open' && (decided_at === null || decided_at <= asOf)) {
    return { outcome: endedAs(row), closedAt: decided_at };
  }
  const isExpired = valid_until_at !== null && valid_until_at < asOf;
  return isExpired ? { outcome: 'lost', closedAt: valid_until_at } : { outcome: 'open', closedAt: null };
};

/**
 * Every quote family that had gone out by an instant, as it stood then: accepted is won, however late; rejected, or
 * expired with nobody's word, is lost; one that ended with its deal became what the deal became. Alternatives that were
 * not chosen, and quotes taken back or superseded, are excluded, as are those that ended with a deal won without them.
 */
export const quotesAt = (rows: readonly OutcomeOfQuote[], asOf: string): CaseAt[] =>
  rows.flatMap((row) => {
    if (row.first_sent_at === null || row.first_sent_at > asOf) return [];
    const { process_id, segment, channel, team_id, owner_id } = row;
    return [
      {
        id: JSON.stringify([row.deal_id, row.family_id]),
        ...stateAt(row, asOf),
        openedAt: row.first_sent_at,
        amountMinor: row.amount_minor,
        currency: row.currency,
        classification: { process_id, segment, channel, team_id, owner_id },
      },
    ];
  });
