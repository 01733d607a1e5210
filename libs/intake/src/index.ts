export * from './cloud-events';
export { type FaultCode, type IntakeFault } from './envelope/fault-codes';
export * from './translation';
export * from './synthetic-organisation';
