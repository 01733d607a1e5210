import { type EventType } from '@gemba/sales-process/sales.events';

/** Decided by Gemba's own commands, which keep their invariants: a message cannot state them as facts. */
const DECIDED_HERE: ReadonlySet<EventType> = new Set<EventType>([
  'DealMigratedToVersion',
  'ProcessDrafted',
  'StepDefined',
  'HandoverDefined',
  'CadenceDefined',
  'VersionPublished',
  'VersionRetired',
]);

export const isPublicEventType = (type: EventType): boolean => !DECIDED_HERE.has(type);
