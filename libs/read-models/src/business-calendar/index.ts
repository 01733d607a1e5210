export { afterBusinessTime } from './after-business-time';
export { type BusinessCalendar, businessCalendar, businessSecondsBetween } from './business-calendar';
export { type OpenStretch } from './open-stretches';
export { endOfLocalDay } from './end-of-local-day';
