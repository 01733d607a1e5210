import { type JsonObject } from '@gemba/event-sourcing';

/**
 * What real sources send besides good events, made from a good one: a time without an offset, a type that nobody knows,
 * and an id that was used before for something else. None of them can be recorded; each must be kept.
 */
export const faultyMessages = (good: JsonObject): JsonObject[] => [
  { ...good, id: `${String(good['id'])}-no-offset`, time: String(good['time']).replace('Z', '') },
  { ...good, id: `${String(good['id'])}-unknown`, type: 'gemba.DealDreamtOf.v1' },
  { ...good, time: '2001-01-01T00:00:00Z' },
];
