import { type EventMetadata } from './event';

/** Compares two non-negative integers written in decimal digits without leading zeros, of any length. */
const compareDigits = (a: string, b: string): number => {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The order in which things happened (rule R1): (occurredAt, source, sourceSequence with absent ones last, eventId).
 * It depends on nothing that arrival decides, and no two different events compare equal.
 */
export const compareHappening = (
  a: { readonly eventId: string; readonly metadata: EventMetadata },
  b: { readonly eventId: string; readonly metadata: EventMetadata },
): number => {
  const x = a.metadata;
  const y = b.metadata;
  if (x.occurredAt !== y.occurredAt) return compareText(x.occurredAt, y.occurredAt);
  if (x.source !== y.source) return compareText(x.source, y.source);
  if (x.sourceSequence !== y.sourceSequence) {
    if (x.sourceSequence === undefined) return 1;
    if (y.sourceSequence === undefined) return -1;
    return compareDigits(x.sourceSequence, y.sourceSequence);
  }
  return compareText(a.eventId, b.eventId);
};
