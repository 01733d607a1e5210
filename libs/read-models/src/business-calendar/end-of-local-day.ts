import { instantOfMicros } from '@gemba/event-sourcing';
import { instantOfLocal, readZone } from './zone';

const DAY_S = 86_400;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `2026-03-31` → the first instant that is no longer that day in the zone; null for no date or no zone. */
export const endOfLocalDay = (date: string, tz: string): string | null => {
  const midnightS = Date.parse(`${date}T00:00:00Z`) / 1000;
  if (!DATE.test(date) || Number.isNaN(midnightS)) return null;
  try {
    const zone = readZone(tz, midnightS - DAY_S, midnightS + 2 * DAY_S);
    return instantOfMicros(instantOfLocal(zone, midnightS + DAY_S) * 1_000_000);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};
