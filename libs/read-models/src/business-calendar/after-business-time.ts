import { type Micros } from '@gemba/event-sourcing';
import { businessMicrosAt, type BusinessCalendar } from './business-calendar';

/**
 * The instant at which so many business seconds have passed since another: the earliest one, so the end of a working
 * day and not the beginning of the next. Null where the calendar, which is laid out for a span of years, ends before.
 */
export const afterBusinessTime = (calendar: BusinessCalendar, from: Micros, businessSeconds: number): Micros | null => {
  const { stretches } = calendar;
  const target = businessMicrosAt(stretches, from) + businessSeconds * 1_000_000;
  if (businessSeconds === 0) return from;
  let [low, high] = [-1, stretches.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const { opensS, closesS, beforeBs } = stretches[middle]!;
    if ((beforeBs + closesS - opensS) * 1_000_000 >= target) high = middle;
    else low = middle;
  }
  const stretch = stretches[high];
  return stretch === undefined ? null : stretch.opensS * 1_000_000 + (target - stretch.beforeBs * 1_000_000);
};
