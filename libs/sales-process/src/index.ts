export type * from './any-stream/any-stream.events';
export type * from './conversation/conversation.events';
export type * from './deal/deal.events';
export type * from './handover/handover.events';
export type * from './organisation/organisation.events';
export type * from './process-definition/process-definition.events';
export type * from './quote/quote.events';
export * from './sales.events';
