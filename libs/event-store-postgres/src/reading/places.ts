import { type Checkpoint, type Position, START } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { asStoreErrors } from '../driver-errors';
import { AS_TEXT } from './event-rows';

const HEAD = `select store.incarnation, last.position, last.event_id
from record.store as store
left join (select position, event_id from record.events order by position desc limit 1) as last on true`;

const PLACE = `select store.incarnation, (select event_id from record.events where position = $1)
from record.store as store`;

// Positions are dense and recorded_at never decreases with them, so the primary key can be halved: some 25 steps in
// a hundred million events, and no index on recorded_at to maintain.
const POSITION_AT = `with recursive last as (
  select coalesce(max(position), 0) as position from record.events
), search (low, high) as (
  select 0::bigint, position from last
  union all
  select case when middle.is_in then middle.position else low end,
         case when middle.is_in then high else middle.position - 1 end
  from search cross join lateral (
    select event.position, event.recorded_at <= $1::timestamptz as is_in
    from record.events as event where event.position = (low + high + 1) / 2
  ) as middle
  where low < high
)
select low from search where low = high`;

const one = async <Row extends unknown[]>(pool: Pool, text: string, values: unknown[]): Promise<Row> => {
  const { rows } = await asStoreErrors(pool.query<Row>({ ...AS_TEXT, text, values }));
  return rows[0]!;
};

export const head = async (pool: Pool): Promise<Checkpoint> => {
  const [incarnation, position, eventId] = await one<[string, string | null, string | null]>(pool, HEAD, []);
  return { incarnation, position: position === null ? START : BigInt(position), eventId };
};

export const positionAt = async (pool: Pool, recordedAt: string): Promise<Position> => {
  const [position] = await one<[string]>(pool, POSITION_AT, [recordedAt]);
  return BigInt(position);
};

/** What a checkpoint at this position would say. */
export const checkpointAt = async (pool: Pool, position: Position): Promise<Checkpoint> => {
  const [incarnation, eventId] = await one<[string, string | null]>(pool, PLACE, [String(position)]);
  return { incarnation, position, eventId };
};
