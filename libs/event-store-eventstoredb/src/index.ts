export * from './eventstoredb-event-store';
export { whyNoConnectionString } from './server/connection-string';
