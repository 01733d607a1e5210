import { canonicalInstant } from '@gemba/event-sourcing';
import { endOfLocalDay } from '../business-calendar';

/** What counts as the customer's zone where it is not known. */
const UNKNOWN_ZONE = 'UTC';

export interface Validity {
  readonly valid_until_at: string | null;
  readonly valid_until_reason: 'not_stated' | 'unreadable' | null;
}

/** Until when a quote is valid: the instant it states, or the end of the day it states, as the customer counts days. */
export const validityOf = (validUntil: string | null, customerTz: string | null): Validity => {
  if (validUntil === null) return { valid_until_at: null, valid_until_reason: 'not_stated' };
  const until =
    canonicalInstant(validUntil) ??
    endOfLocalDay(validUntil, customerTz ?? UNKNOWN_ZONE) ??
    endOfLocalDay(validUntil, UNKNOWN_ZONE);
  return { valid_until_at: until, valid_until_reason: until === null ? 'unreadable' : null };
};
