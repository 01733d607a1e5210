import { type Position, type RecordedEvent } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { asStoreErrors } from '../driver-errors';
import { AS_TEXT, EVENT_COLUMNS, eventsOfRows, type EventRow } from './event-rows';

const READ_STREAM = {
  ...AS_TEXT,
  name: 'gemba-read-stream',
  text: `select ${EVENT_COLUMNS} from record.events as event
where event.stream_id = (select stream_id from record.streams where name = $1) and event.version >= $2
order by event.version`,
};

// Positions are dense, so a page is a range of keys: no limit that a planner could misjudge.
const READ_ALL = {
  ...AS_TEXT,
  name: 'gemba-read-all',
  text: `select ${EVENT_COLUMNS} from record.events as event
where event.position > $1::bigint and event.position <= $1::bigint + $2::bigint
order by event.position`,
};

export const readStream = async (pool: Pool, stream: string, fromVersion: number): Promise<RecordedEvent[]> => {
  const { rows } = await asStoreErrors(pool.query<EventRow>({ ...READ_STREAM, values: [stream, fromVersion] }));
  return eventsOfRows(rows);
};

/** The page as it came: a subscription asks for the next one before it makes events of this one. */
export const readRows = async (pool: Pool, after: Position, limit: number): Promise<EventRow[]> => {
  const { rows } = await asStoreErrors(pool.query<EventRow>({ ...READ_ALL, values: [String(after), limit] }));
  return rows;
};

export const readAll = async (pool: Pool, after: Position, limit: number): Promise<RecordedEvent[]> =>
  eventsOfRows(await readRows(pool, after, limit));
