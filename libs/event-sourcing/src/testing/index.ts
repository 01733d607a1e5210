export * from './event-store-contract';
export { type RecordUnderTest } from './record-under-test';
export * from './specify-decider';
export * from './test-events';
