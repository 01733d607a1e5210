import { canonicalInstant, type RecordedEvent } from '@gemba/event-sourcing';

/**
 * Columns in the order of `EventRow`. The stream's name is looked up row by row: as a join, a plan made while the
 * tables were small would read all streams for every page.
 */
export const EVENT_COLUMNS = `event.position, event.version, event.event_id, event.digest, event.type,
  event.recorded_at, event.metadata, event.data,
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

/** `2026-09-02 10:12:13.1+02` → canonical. */
const instantOf = (text: string): string => {
  const instant = canonicalInstant(/[+-]\d\d$/.test(text) ? `${text}:00` : text);
  if (instant === null) throw new Error(`The database sent the time ${text}: set DateStyle to ISO.`);
  return instant;
};

const digestOf = (text: string): string => {
  if (!text.startsWith('\\x'))
    throw new Error('The database sent a digest in its old format: set bytea_output to hex.');
  return text.slice(2);
};

/** Events of one append share their `recordedAt`, so it is read once for all that stand together. */
export const eventsOfRows = (rows: readonly EventRow[]): RecordedEvent[] => {
  let [text, recordedAt] = ['', ''];
  return rows.map((row) => {
    if (row[5] !== text) [text, recordedAt] = [row[5], instantOf(row[5])];
    return {
      eventId: row[2],
      digest: digestOf(row[3]),
      type: row[4],
      data: JSON.parse(row[7]) as RecordedEvent['data'],
      metadata: JSON.parse(row[6]) as RecordedEvent['metadata'],
      stream: row[8],
      version: Number(row[1]),
      position: BigInt(row[0]),
      recordedAt,
    };
  });
};
