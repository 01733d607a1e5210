import { type AnyStreamEvent } from './any-stream/any-stream.events';
import { type ConversationEvent } from './conversation/conversation.events';
import { type DealEvent } from './deal/deal.events';
import { type HandoverEvent } from './handover/handover.events';
import { type OrganisationEvent } from './organisation/organisation.events';
import { type ProcessDefinitionEvent } from './process-definition/process-definition.events';
import { type QuoteEvent } from './quote/quote.events';

/* Whoever reads or translates events finds all their types here; the deciders stay behind the room's index. */
export type * from './any-stream/any-stream.events';
export type * from './conversation/conversation.events';
export type * from './deal/deal.events';
export type * from './handover/handover.events';
export type * from './organisation/organisation.events';
export type * from './process-definition/process-definition.events';
export type * from './quote/quote.events';

/** Which events may stand in the streams of a family. The JSON Schemas of all events are generated from here. */
export interface EventsOfFamily {
  readonly deal: DealEvent | AnyStreamEvent;
  readonly quote: QuoteEvent | AnyStreamEvent;
  readonly conversation: ConversationEvent | AnyStreamEvent;
  readonly handover: HandoverEvent | AnyStreamEvent;
  readonly process: ProcessDefinitionEvent | AnyStreamEvent;
  readonly organisation: OrganisationEvent | AnyStreamEvent;
}

/** Stream families: the word before the first hyphen of a stream's name. */
export type StreamFamily = keyof EventsOfFamily;

/** Everything that can stand in the record. */
export type SalesEvent = EventsOfFamily[StreamFamily];

export type EventType = SalesEvent['type'];

export const STREAM_FAMILIES = [
  'deal',
  'quote',
  'conversation',
  'handover',
  'process',
  'organisation',
] as const satisfies readonly StreamFamily[];

/** The member of an event's data that names the stream's object: `deal` → `dealId`. */
export const objectIdMember = (family: StreamFamily): `${StreamFamily}Id` => `${family}Id`;

/** `deal`, `crm:1` → `deal-crm:1`. */
export const streamName = (family: StreamFamily, objectId: string): string => `${family}-${objectId}`;

/** `deal-crm:1` → its family and object id; null for a name that is none of ours. */
export const parseStreamName = (stream: string): { family: StreamFamily; objectId: string } | null => {
  const hyphen = stream.indexOf('-');
  const family = STREAM_FAMILIES.find((name) => name === stream.slice(0, hyphen));
  return family === undefined || hyphen + 1 === stream.length ? null : { family, objectId: stream.slice(hyphen + 1) };
};
