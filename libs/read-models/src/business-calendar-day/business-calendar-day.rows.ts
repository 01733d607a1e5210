import { instantOfMicros } from '@gemba/event-sourcing';
import { type Context } from '../context';
import { type Row } from '../read-model';

export interface BusinessCalendarDayRow extends Row {
  readonly calendar_id: string;
  readonly version: number;
  readonly tz: string;
  readonly day: string;
  readonly stretch_no: number;
  readonly opens_at: string;
  readonly closes_at: string;
  readonly cumulative_bs: number;
}

/** Every stretch of working time of every calendar that holds, for SQL to count business seconds by. */
export const businessCalendarDayRows = (context: Context): BusinessCalendarDayRow[] =>
  [...context.calendars.values()].flatMap(({ calendarId, version, tz, stretches }) =>
    stretches.map(({ day, stretchNo, opensS, closesS, beforeBs }) => ({
      calendar_id: calendarId,
      version,
      tz,
      day,
      stretch_no: stretchNo,
      opens_at: instantOfMicros(opensS * 1_000_000),
      closes_at: instantOfMicros(closesS * 1_000_000),
      cumulative_bs: beforeBs,
    })),
  );
