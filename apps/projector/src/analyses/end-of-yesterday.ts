import { instantOfMicros } from '@gemba/event-sourcing';

const DAY_MS = 86_400_000;

/**
 * The instant at which the day before ended in a zone: the default as-of of tables across deals. Where clocks change
 * at midnight it is the first instant of the new date.
 */
export const endOfYesterday = (now: Date, zone: string): string => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  const today = format.format(now);
  let [before, within] = [now.getTime() - 2 * DAY_MS, now.getTime()];
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (format.format(middle) < today) before = middle;
    else within = middle;
  }
  return instantOfMicros(within * 1000);
};
