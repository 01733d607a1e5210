export * from './business-calendar';
export { type OpenStretch } from './open-stretches';
