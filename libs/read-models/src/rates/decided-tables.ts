import { DEAL_OUTCOME_COLUMNS, type OutcomeOfDeal } from './deals-at';
import { type OutcomeOfQuote, QUOTE_OUTCOME_COLUMNS } from './quotes-at';

/** What an analysis reads that rates deals and quotes by how they were decided. */
export interface DecidedTables {
  deal_outcome: OutcomeOfDeal;
  quote_outcome: OutcomeOfQuote;
}

export const DECIDED_COLUMNS = { deal_outcome: DEAL_OUTCOME_COLUMNS, quote_outcome: QUOTE_OUTCOME_COLUMNS } as const;
