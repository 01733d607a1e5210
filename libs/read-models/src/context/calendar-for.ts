import { type BusinessCalendar } from '../business-calendar';
import { type Context } from './context';
import { type ProcessVersion } from './process-version';

export type CalendarChoice =
  | { readonly calendar: BusinessCalendar; readonly reason: null }
  | { readonly calendar: null; readonly reason: 'no_calendar' | 'several_calendars' | 'calendar_not_published' };

const DEFAULT_CALENDAR = 'default';

/**
 * The calendar that durations under a version are counted by: the one it names; otherwise the one called `default`;
 * otherwise the only one there is. Where the choice is open there is none, with the reason (rule R7).
 */
export const calendarFor = (context: Context, version: ProcessVersion | null): CalendarChoice => {
  const { calendars } = context;
  const named = version?.calendarId ?? null;
  if (named !== null) {
    const calendar = calendars.get(named);
    return calendar === undefined ? { calendar: null, reason: 'calendar_not_published' } : { calendar, reason: null };
  }
  if (calendars.size === 0) return { calendar: null, reason: 'no_calendar' };
  const only = calendars.size === 1 ? [...calendars.values()][0] : undefined;
  const calendar = calendars.get(DEFAULT_CALENDAR) ?? only;
  return calendar === undefined ? { calendar: null, reason: 'several_calendars' } : { calendar, reason: null };
};
