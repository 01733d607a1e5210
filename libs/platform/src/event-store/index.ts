export { EVENT_STORE } from './event-store.token';
export { openEventStore } from './open-event-store';
