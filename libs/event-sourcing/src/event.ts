import type { JsonObject } from './json';

/** Something that happened, as one plain sentence: a type (noun + past tense) and what it says. */
export interface Event<Type extends string = string, Data extends object = JsonObject> {
  readonly type: Type;
  readonly data: Data;
}

/** How well the source knew when it happened. Absent: to the instant. */
export type TimePrecision = 'day' | 'unknown';

/** What is known about an event beside what it says. Instants are canonical: UTC, six decimals, `Z`. */
export interface EventMetadata {
  /** Counts the shapes this type has had, from 1. */
  readonly schemaVersion: number;
  /** Business time: when it happened out there. */
  readonly occurredAt: string;
  /** `unknown`: the source gave no time and `occurredAt` only holds a place; no duration may use it. */
  readonly timePrecision?: TimePrecision;
  /** Who published it, printable ASCII without spaces. */
  readonly source: string;
  /** The source's own id of the event: what makes a redelivery recognisable. */
  readonly sourceEventId: string;
  /** The source's own order, a non-negative integer in decimal digits (text, since some exceed 2^53). */
  readonly sourceSequence?: string;
  readonly actorId?: string;
  readonly teamId?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** When it was keyed in at the source, where the source says so. */
  readonly enteredAt?: string;
  /** What else its envelope said, as its source names it (`traceparent`): kept as it first came, no part of the digest. */
  readonly extensions?: JsonObject;
}

/** An event on its way to the store. `identify` makes one. */
export interface NewEvent<E extends Event<string, object> = Event> {
  /** UUIDv5 of source and source event id, lower case. */
  readonly eventId: string;
  /** SHA-256 of the source content, 64 lower-case hex digits. */
  readonly digest: string;
  readonly type: E['type'];
  readonly data: E['data'];
  readonly metadata: EventMetadata;
}

/**
 * Where an event stands in the whole record: opaque, strictly ordered, compared with < and >. 0n is before the first.
 * It means something only together with the store's incarnation.
 */
export type Position = bigint;

export const START: Position = 0n;

/** An event as the store gives it back. */
export interface RecordedEvent<E extends Event<string, object> = Event> extends NewEvent<E> {
  readonly stream: string;
  /** Place in the stream, from 0, without gaps. */
  readonly version: number;
  readonly position: Position;
  /** The store's time; never decreases with position. */
  readonly recordedAt: string;
}
