import { canonicalJson, type Decision, type Json } from '@gemba/event-sourcing';
import { type ProcessDefinitionEvent } from './process-definition.events';

export type ProcessRefusal =
  | 'version-unknown'
  | 'version-number'
  | 'version-differs'
  | 'already-published'
  | 'not-published'
  | 'newer-published'
  | 'step-unknown'
  | 'message-number'
  | 'message-differs'
  | 'unclear'
  | 'evidence-missing'
  | 'not-an-instant'
  | 'backdated'
  | 'effective-out-of-order'
  | 'review-differs';

export type ProcessDecision = Decision<ProcessDefinitionEvent, ProcessRefusal>;

export const saysTheSame = (a: object | null, b: object | null): boolean =>
  canonicalJson(a as Json) === canonicalJson(b as Json);
