import { type ReaderPosition } from '@gemba/event-sourcing';
import { type PoolClient } from 'pg';
import { type TableFreshness } from './freshness.dto';

/** Freshness of the named tables, in a snapshot; of all without names. */
export const readFreshness = async (client: PoolClient, tables?: readonly string[]): Promise<TableFreshness[]> => {
  const { rows } = await client.query<TableFreshness>(
    `select table_name as "table", state, position, recorded_at as "recordedAt", as_of as "asOf",
       lag_events as "lagEvents", coalesce(lag_s, 0)::double precision as "lagSeconds"
     from bi_v1.projection_position
     where $1::text[] is null or table_name = any($1)
     order by table_name collate "C"`,
    [tables ?? null],
  );
  return rows;
};

/** How far the projector has read, in a snapshot. */
export const readFed = async (client: PoolClient): Promise<ReaderPosition> => {
  const { rows } = await client.query<{ position: string; events: number }>(
    'select position::text, events from projection.checkpoint',
  );
  const { position, events } = rows[0]!;
  return { position: BigInt(position), events };
};
