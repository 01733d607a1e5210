import { type Pool } from 'pg';

/** A window of streams is written to round about, then the next one: what a year of deals looks like to an index. */
const STREAMS_PER_WINDOW = 1_000;
const EVENTS_PER_STREAM = 20;
const EVENTS_PER_STATEMENT = 500_000;

const STREAMS = `insert into record.streams (stream_id, name)
select nextval('record.stream_ids'), 'deal-filled:' || n from generate_series(0, $1::bigint - 1) as n`;

const EVENTS = `insert into record.events
  (position, stream_id, recorded_at, version, event_id, digest, type, metadata, data)
select n,
  (select min(stream_id) from record.streams) + (n - 1) / (${STREAMS_PER_WINDOW * EVENTS_PER_STREAM}) * ${STREAMS_PER_WINDOW}
    + (n - 1) % ${STREAMS_PER_WINDOW},
  timestamptz '2025-01-01 00:00Z' + n * interval '1 millisecond',
  (n - 1) % ${STREAMS_PER_WINDOW * EVENTS_PER_STREAM} / ${STREAMS_PER_WINDOW},
  md5(n::text)::uuid, sha256(n::text::bytea), 'ActivityRecorded',
  json_build_object('schemaVersion', 1, 'occurredAt', '2025-01-01T00:00:00.000000Z', 'source', 'bench-crm',
    'sourceEventId', 'case|Completing the application|complete|2025-01-01T00:00:00.000000Z|' || n,
    'sourceSequence', n::text, 'actorId', 'bench-crm:rep-' || n % 50),
  json_build_object('dealId', 'filled:' || n % 1000, 'activity', 'Completing the application',
    'lifecycle', 'complete', 'resource', 'bench-crm:rep-' || n % 50, 'attributes', json_build_object('amount', n % 9000))
from generate_series($1::bigint, $2::bigint) as n`;

/** Fills an empty record with so many events, as its owner, past the append: only the table's size matters here. */
export const prefill = async (admin: Pool, events: number): Promise<void> => {
  const windows = Math.ceil(events / (STREAMS_PER_WINDOW * EVENTS_PER_STREAM));
  await admin.query(STREAMS, [windows * STREAMS_PER_WINDOW]);
  for (let first = 1; first <= events; first += EVENTS_PER_STATEMENT) {
    await admin.query(EVENTS, [first, Math.min(first + EVENTS_PER_STATEMENT - 1, events)]);
  }
  await admin.query('vacuum (analyze) record.events, record.streams');
};
