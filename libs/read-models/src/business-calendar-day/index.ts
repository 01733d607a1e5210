import { type ReferenceTable } from '../read-model';
import { businessCalendarDayQuestion } from './business-calendar-day.query';
import { type BusinessCalendarDayRow, businessCalendarDayRows } from './business-calendar-day.rows';

export const businessCalendarDay: ReferenceTable<BusinessCalendarDayRow> = {
  name: 'business_calendar_day',
  folder: __dirname,
  key: ['calendar_id', 'day', 'stretch_no'],
  question: businessCalendarDayQuestion,
  rows: businessCalendarDayRows,
};
