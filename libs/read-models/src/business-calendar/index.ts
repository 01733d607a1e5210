export * from './business-calendar';
export { type OpenStretch } from './open-stretches';
export { endOfLocalDay } from './end-of-local-day';
