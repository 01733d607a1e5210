import { type NewEvent } from './event';
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
  if (!SUSPICIOUS_ESCAPE.test(json)) return null;
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

/** Why no store can look up a stream of this name, or null. */
export const whyUnstorableStream = (stream: string): string | null => {
  if (stream === '') return 'stream: its name is empty';
  const why = whyUnstorable(stream);
  if (why !== null) return `stream: ${why}`;
  if (stream.length * 3 <= STREAM_NAME_BYTES_MAX || Buffer.byteLength(stream) <= STREAM_NAME_BYTES_MAX) return null;
  return `stream: its name is longer than ${STREAM_NAME_BYTES_MAX} bytes`;
};

/** Spells an event for the store, or says why no store can hold it: `data: it holds a NUL character (U+0000)`. */
export const encodeEvent = (event: NewEvent): EncodedEvent | { readonly unstorable: string } => {
  const encoded = { event, metadata: JSON.stringify(event.metadata), data: JSON.stringify(event.data) };
  const why = whyUnstorableEvent(encoded);
  return why === null ? encoded : { unstorable: why };
};
