export * from './cloud-events';
export { type DeadLetterHeaders } from './dead-letter-headers';
export { type FaultCode, type IntakeFault } from './envelope/fault-codes';
export { isPublicEventType } from './envelope/public-types';
export { type Fact, type FactDraft, checkFact } from './envelope/fact';
export * from './import';
export * from './mapping';
export * from './synthetic-organisation';
export * from './translation';
