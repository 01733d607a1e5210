export { handoverDecider } from './handover/handover.decider';
export type * from './handover/handover.commands';
export type { HandoverRefusal } from './handover/handover.refusal';
export type { HandoverState } from './handover/handover.state';
export * from './sales.events';
export * from './sales.events.schema';
export * from './sales.events.upcast';
