import { type Moment } from './moment';

/**
 * How a family of quotes ended. `not_selected`: the customer chose another family that stood beside it. `superseded`:
 * a family of its own took its place. `deal_closed`: the deal ended and nobody said what became of the quote.
 */
export type QuoteEnd = 'accepted' | 'rejected' | 'not_selected' | 'withdrawn' | 'superseded' | 'deal_closed';

/** A stretch in which the customer held the quote and could decide on it. Both ends belong to it. */
export interface Standing {
  readonly from: Moment;
  /** Null while it lasts. */
  readonly to: Moment | null;
  readonly endedBy: QuoteEnd | null;
}

/** A quote and its revisions: the unit in which quotes are won and lost. */
export interface QuoteFamily {
  readonly familyId: string;
  /** In the order in which they were first spoken of. */
  readonly quoteIds: readonly string[];
  /** Null where only its end is recorded. */
  readonly firstSent: Moment | null;
  /** How often it went out: its first sending and every revision. */
  readonly sendings: number;
  /** In order; a revision goes on with the stretch it falls into. */
  readonly standing: readonly Standing[];
  /** Null while the customer may still decide, however long ago the quote expired. */
  readonly end: { readonly kind: QuoteEnd; readonly moment: Moment } | null;
  /** Of the revision that was accepted, or else of the one sent last; null where it does not say. */
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** As its source spelt it. */
  readonly validUntil: string | null;
}
