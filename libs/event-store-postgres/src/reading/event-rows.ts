import { type RecordedEvent } from '@gemba/event-sourcing';

/**
 * Columns in the order of `EventRow`. The stream's name is looked up row by row: as a join, a plan made while the
 * tables were small would read all streams for every page.
 */
export const EVENT_COLUMNS = `event.position, event.version, event.event_id, encode(event.digest, 'hex'), event.type,
  to_char(event.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.metadata, event.data,
  (select stream.name from record.streams as stream where stream.stream_id = event.stream_id)`;

/** Rows come as the text PostgreSQL sent: the driver's parsers would make Dates and lose microseconds. */
export const AS_TEXT = { rowMode: 'array', types: { getTypeParser: () => (text: string) => text } } as const;

export type EventRow = [
  position: string,
  version: string,
  eventId: string,
  digest: string,
  type: string,
  recordedAt: string,
  metadata: string,
  data: string,
  stream: string,
];

export const eventOfRow = (row: EventRow): RecordedEvent => ({
  eventId: row[2],
  digest: row[3],
  type: row[4],
  data: JSON.parse(row[7]) as RecordedEvent['data'],
  metadata: JSON.parse(row[6]) as RecordedEvent['metadata'],
  stream: row[8],
  version: Number(row[1]),
  position: BigInt(row[0]),
  recordedAt: row[5],
});
