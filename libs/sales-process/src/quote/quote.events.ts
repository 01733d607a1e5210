import { type Event } from '@gemba/event-sourcing';

/*
 * Names and shapes below are the storage format. Never change one: add a new type, or an upcaster beside it.
 * Stream: quote-<quoteId>. Only QuoteSent must name its deal; the rest find it through the quote.
 */

/** A quote, or a new revision of one, went to the customer. */
export type QuoteSent = Event<
  'QuoteSent',
  {
    quoteId: string;
    dealId?: string;
    /** The quote and its revisions share one family: the unit of win rates. */
    familyId?: string;
    /** @asType integer */
    revision?: number;
    /** @asType integer */
    amountMinor?: number;
    currency?: string;
    validUntil?: string;
  }
>;

/** A newer quote took this one's place. */
export type QuoteSuperseded = Event<'QuoteSuperseded', { quoteId: string; dealId?: string; byQuoteId?: string }>;

/** The customer accepted the quote. */
export type QuoteAccepted = Event<'QuoteAccepted', { quoteId: string; dealId?: string }>;

/** The customer rejected the quote. */
export type QuoteRejected = Event<'QuoteRejected', { quoteId: string; dealId?: string; reason?: string }>;

/** The seller took the quote back before the customer decided. */
export type QuoteWithdrawn = Event<'QuoteWithdrawn', { quoteId: string; dealId?: string; reason?: string }>;

export type QuoteEvent = QuoteSent | QuoteSuperseded | QuoteAccepted | QuoteRejected | QuoteWithdrawn;
