import { instantOfMicros } from '@gemba/event-sourcing';
import { afterBusinessTime } from '../business-calendar';
import { calendarFor, type CalendarChoice, type Context } from '../context';
import { microsAt } from '../deal-case';
import { type Standing } from './standing';

export type WhyNoTime = NonNullable<CalendarChoice['reason']> | 'entry_time_unknown' | 'beyond_calendar';

export interface ExpectedTimes {
  readonly step: string | null;
  readonly end: string | null;
  readonly reason: WhyNoTime | null;
}

/** When the current step, and the whole way, should be done by what the process allows, in the business hours of its calendar. */
export const expectedTimes = ({ position, version, stepKey, since }: Standing, context: Context): ExpectedTimes => {
  const unknown = (reason: WhyNoTime): ExpectedTimes => ({ step: null, end: null, reason });
  const { calendar, reason } = calendarFor(context, version);
  if (calendar === null) return unknown(reason);
  const from = microsAt(since);
  if (from === null) return unknown('entry_time_unknown');
  const ownBs = version.steps.get(stepKey)!.expectedBs;
  const aheadBs = position.ahead.reduce((sum, { expectedBs }) => sum + expectedBs, 0);
  const step = afterBusinessTime(calendar, from, ownBs);
  const end = afterBusinessTime(calendar, from, ownBs + aheadBs);
  if (step === null || end === null) return unknown('beyond_calendar');
  return { step: instantOfMicros(step), end: instantOfMicros(end), reason: null };
};

const formats = new Map<string, Intl.DateTimeFormat | null>();

const formatFor = (tz: string): Intl.DateTimeFormat | null => {
  let format = formats.get(tz);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-CA', { timeZone: tz, dateStyle: 'short' });
    } catch {
      format = null;
    }
    formats.set(tz, format);
  }
  return format;
};

/** The date of an instant where the customer lives, else in the process's zone, else in UTC: promises are dates. */
export const promisedDate = (
  at: string,
  zones: readonly (string | null)[],
): { readonly date: string; readonly tz: string } => {
  const tz = zones.find((zone) => zone !== null && formatFor(zone) !== null) ?? 'UTC';
  return { date: formatFor(tz)!.format(new Date(at)), tz };
};
