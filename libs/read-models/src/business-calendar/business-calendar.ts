import { type Micros } from '@gemba/event-sourcing';
import { type CalendarPublished } from '@gemba/sales-process/sales.events';
import { type OpenStretch, openStretches } from './open-stretches';

/** When an organisation works, as published. Its days are laid out when first asked for, then kept. */
export interface BusinessCalendar {
  readonly calendarId: string;
  readonly version: number;
  readonly tz: string;
  /** Stretches of working time in the order of time, each with the business seconds before it. */
  readonly stretches: readonly OpenStretch[];
}

/** The calendar that an event published. Throws nothing: a zone the platform does not know gives null. */
export const businessCalendar = (published: CalendarPublished['data']): BusinessCalendar | null => {
  const { calendarId, version, tz } = published;
  if (!isZone(tz)) return null;
  let laidOut: readonly OpenStretch[] | undefined;
  return {
    calendarId,
    version,
    tz,
    get stretches(): readonly OpenStretch[] {
      laidOut ??= openStretches(published);
      return laidOut;
    },
  };
};

const isZone = (tz: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: tz }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** The last stretch that opens at or before an instant; -1 before the first. */
const indexAt = (stretches: readonly OpenStretch[], micros: Micros): number => {
  let [low, high] = [-1, stretches.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.opensS * 1_000_000 <= micros) low = middle;
    else high = middle;
  }
  return low;
};

/** Business microseconds from the calendar's first day to an instant: whole numbers, so that differences are exact. */
export const businessMicrosAt = (stretches: readonly OpenStretch[], micros: Micros): number => {
  const index = indexAt(stretches, micros);
  if (index < 0) return 0;
  const { opensS, closesS, beforeBs } = stretches[index]!;
  return beforeBs * 1_000_000 + Math.min(micros, closesS * 1_000_000) - opensS * 1_000_000;
};

/**
 * Business seconds from one instant to a later one, to the microsecond. Two binary searches over the laid-out days.
 * The SQL function `business_seconds_between` gives the same.
 */
export const businessSecondsBetween = (calendar: BusinessCalendar, from: Micros, to: Micros): number =>
  (businessMicrosAt(calendar.stretches, to) - businessMicrosAt(calendar.stretches, from)) / 1_000_000;
