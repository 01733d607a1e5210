import { type NewEvent } from './event';
import { type AppendOutcome, type StreamWrite } from './event-store';
import { isUuid } from './identity';
import { type Json } from './json';
import { whyUnstorable } from './storable-text';

/** An event in the spelling that a store keeps. */
export interface EncodedEvent {
  readonly event: NewEvent;
  readonly metadata: string;
  readonly data: string;
}

/** Longest stream name in UTF-8 bytes: every store must be able to look it up in an index. */
export const STREAM_NAME_BYTES_MAX = 1_024;

const DIGEST = /^[0-9a-f]{64}$/;

/** JSON spells both unstorable characters as an escape; a text without such an escape is clean. */
const SUSPICIOUS_ESCAPE = /\\u(?:0000|d[89a-f])/;

const whyUnstorableValue = (value: Json | undefined): string | null => {
  if (typeof value === 'string') return whyUnstorable(value);
  if (value === null || typeof value !== 'object') return null;
  const inner = Array.isArray(value)
    ? (value as readonly Json[])
    : Object.entries(value).flatMap(([name, member]) => [name, member]);
  for (const item of inner) {
    const why = whyUnstorableValue(item);
    if (why !== null) return why;
  }
  return null;
};

const whyUnstorableJson = (field: string, json: string): string | null => {
  if (!json.includes('\\u') || !SUSPICIOUS_ESCAPE.test(json)) return null;
  const why = whyUnstorableValue(JSON.parse(json) as Json);
  return why === null ? null : `${field}: ${why}`;
};

const whyUnstorableEvent = ({ event, metadata, data }: EncodedEvent): string | null => {
  if (!isUuid(event.eventId)) return 'eventId: it is no lower-case UUID';
  if (!DIGEST.test(event.digest)) return 'digest: it is not 64 lower-case hex digits';
  const why = whyUnstorable(event.type);
  if (why !== null) return `type: ${why}`;
  return whyUnstorableJson('metadata', metadata) ?? whyUnstorableJson('data', data);
};

const whyUnstorableStream = (stream: string): string | null => {
  if (stream === '') return 'stream: its name is empty';
  const why = whyUnstorable(stream);
  if (why !== null) return `stream: ${why}`;
  if (stream.length * 3 <= STREAM_NAME_BYTES_MAX || Buffer.byteLength(stream) <= STREAM_NAME_BYTES_MAX) return null;
  return `stream: its name is longer than ${STREAM_NAME_BYTES_MAX} bytes`;
};

/** Spells an event for the store, or says why no store can hold it: `data: it holds a NUL character (U+0000)`. */
const encodeEvent = (event: NewEvent): EncodedEvent | string => {
  try {
    const encoded = { event, metadata: JSON.stringify(event.metadata), data: JSON.stringify(event.data) };
    return whyUnstorableEvent(encoded) ?? encoded;
  } catch (error) {
    // The call stack's end, reached inside JSON.
    if (error instanceof RangeError) return 'data: it is nested too deeply';
    throw error;
  }
};

/** An id that stands twice in one write is kept once; with two digests it is refused. */
const withoutRepeats = (encoded: readonly EncodedEvent[]): readonly EncodedEvent[] | AppendOutcome => {
  if (new Set(encoded.map(({ event }) => event.eventId)).size === encoded.length) return encoded;
  const byId = new Map<string, EncodedEvent>();
  for (const one of encoded) {
    const { eventId, digest } = one.event;
    const earlier = byId.get(eventId);
    if (earlier === undefined) byId.set(eventId, one);
    else if (earlier.event.digest !== digest) return { status: 'id-reused', eventId };
  }
  return [...byId.values()];
};

/** Spells a write for the store, or gives the outcome that can be told without asking the record. */
export const encodeWrite = ({ stream, events }: StreamWrite): readonly EncodedEvent[] | AppendOutcome => {
  if (events.length === 0) return { status: 'duplicate' };
  const whyNot = whyUnstorableStream(stream);
  const encoded: EncodedEvent[] = [];
  for (const event of events) {
    const spelled = whyNot ?? encodeEvent(event);
    if (typeof spelled === 'string') return { status: 'unstorable', eventId: event.eventId, reason: spelled };
    encoded.push(spelled);
  }
  return encoded.length === 1 ? encoded : withoutRepeats(encoded);
};
