import {
  type Classification,
  classificationOf,
  type DealCase,
  knownAt,
  type Outcome,
  type QuoteEnd,
  type QuoteFamily,
} from '../deal-case';
import { type Row } from '../read-model';
import { type Validity, validityOf } from './validity';

export interface QuoteOutcomeRow extends Row, Classification, Validity {
  readonly deal_id: string;
  readonly family_id: string;
  readonly quote_ids: readonly string[];
  readonly outcome: QuoteEnd | 'open';
  readonly decided_at: string | null;
  readonly decided_reason: 'open' | 'time_unknown' | null;
  readonly first_sent_at: string | null;
  readonly first_sent_reason: 'not_recorded' | 'time_unknown' | null;
  readonly sendings: number;
  readonly accepted_after_expiry: boolean | null;
  readonly amount_minor: number | null;
  readonly currency: string | null;
  readonly families_of_deal: number;
  readonly deal_outcome: Outcome | 'open';
  readonly is_deal_won_by_quote: boolean;
}

const decision = ({ end }: QuoteFamily): Pick<QuoteOutcomeRow, 'outcome' | 'decided_at' | 'decided_reason'> => {
  if (end === null) return { outcome: 'open', decided_at: null, decided_reason: 'open' };
  const decided_at = knownAt(end.moment);
  return { outcome: end.kind, decided_at, decided_reason: decided_at === null ? 'time_unknown' : null };
};

const sending = ({ firstSent }: QuoteFamily): Pick<QuoteOutcomeRow, 'first_sent_at' | 'first_sent_reason'> => {
  const first_sent_at = knownAt(firstSent);
  if (first_sent_at !== null) return { first_sent_at, first_sent_reason: null };
  return { first_sent_at, first_sent_reason: firstSent === null ? 'not_recorded' : 'time_unknown' };
};

/** One row for each family of quotes. */
export const quoteOutcomeRows = (dealCase: DealCase): QuoteOutcomeRow[] => {
  const { dealId, quoteFamilies, attempts, facts } = dealCase;
  const isWonByQuote = quoteFamilies.some(({ end }) => end?.kind === 'accepted');
  return quoteFamilies.map((family) => {
    const decided = decision(family);
    const validity = validityOf(family.validUntil, facts.customerTz);
    const canTell = decided.outcome === 'accepted' && decided.decided_at !== null && validity.valid_until_at !== null;
    return {
      deal_id: dealId,
      family_id: family.familyId,
      quote_ids: family.quoteIds,
      ...decided,
      ...sending(family),
      sendings: family.sendings,
      ...validity,
      accepted_after_expiry: canTell ? decided.decided_at > validity.valid_until_at : null,
      amount_minor: family.amountMinor,
      currency: family.currency,
      families_of_deal: quoteFamilies.length,
      deal_outcome: attempts.at(-1)!.outcome ?? 'open',
      is_deal_won_by_quote: isWonByQuote,
      ...classificationOf(dealCase),
    };
  });
};
