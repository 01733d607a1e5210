import { type Question } from '../question';
import { type BusinessCalendarDayRow } from './business-calendar-day.rows';

export const businessCalendarDayQuestion: Question<BusinessCalendarDayRow> = {
  path: 'business-calendar-days',
  heading: 'calendars',
  summary: 'When is work done? The open stretches of each day of each calendar',
  order: ['calendar_id', 'day', 'stretch_no'],
  filters: {
    calendar: 'calendar_id',
    day: { span: 'day', meaning: 'Local date' },
  },
};
