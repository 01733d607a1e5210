export * from './test-record';
export { WireServer } from './wire/wire-server';
