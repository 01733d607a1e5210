export * from './real-server';
export * from './test-record';
export { WireServer } from './wire/wire-server';
