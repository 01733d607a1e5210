import { type NewEvent } from '../event';
import { type StreamWrite } from '../event-store';
import { identify } from '../identity';
import { type JsonObject } from '../json';

/** The n-th event of a stream: same arguments, same id and digest. */
export const testEvent = (stream: string, n: number, data: JsonObject = { n }): NewEvent =>
  identify(
    { type: 'NoteTaken', data },
    { schemaVersion: 1, occurredAt: '2026-03-02T09:00:00.000000Z', source: 'test', sourceEventId: `${stream}/${n}` },
  );

/** Events n..m of a stream. */
export const testEvents = (stream: string, from: number, to: number): NewEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => testEvent(stream, from + index));

/** A fact: recorded whatever stands in the stream. */
export const fact = (stream: string, ...events: readonly NewEvent[]): StreamWrite => ({
  stream,
  expected: 'any',
  events,
});
