export { EventStoreConfig } from './event-store-config';
export { EVENT_STORE } from './event-store.token';
export { type OnAppendCall, openEventStore } from './open-event-store';
