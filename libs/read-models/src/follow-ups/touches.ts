import { type Micros } from '@gemba/event-sourcing';
import { TOUCH_WINDOW_S } from './follow-up-settings';
import { type OutboundAttempt } from './outbound-attempts';

/** One approach to the customer: the attempts of one person within the window of the first of them. */
export interface Touch {
  readonly at: Micros;
  readonly media: readonly string[];
}

/**
 * Attempts, in order, of which each that falls within the window (inclusive) of its sender's last touch joins it. An
 * unknown sender is nobody in particular: each of those attempts is a touch by itself. A deal has one customer.
 */
export const touchesOf = (attempts: readonly OutboundAttempt[]): Touch[] => {
  const touches: { at: Micros; media: string[] }[] = [];
  const lastBy = new Map<string, (typeof touches)[number]>();
  for (const { at, by, medium } of attempts) {
    const last = by === null ? undefined : lastBy.get(by);
    if (last !== undefined && at - last.at <= TOUCH_WINDOW_S * 1_000_000) {
      if (!last.media.includes(medium)) last.media.push(medium);
      continue;
    }
    const touch = { at, media: [medium] };
    touches.push(touch);
    if (by !== null) lastBy.set(by, touch);
  }
  return touches;
};
