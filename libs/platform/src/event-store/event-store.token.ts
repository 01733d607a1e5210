/** The record, as its port (`EventStore` of event-sourcing). */
export const EVENT_STORE = Symbol('EventStore');
