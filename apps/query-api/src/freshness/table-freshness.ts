import { type Position, type ReaderPosition } from '@gemba/event-sourcing';
import { type PoolClient } from 'pg';
import { type TableFreshness } from './freshness.dto';
import { measured, type StatedFreshness } from './measured';

/** How far the projector has read, in a snapshot. */
const readFed = async (client: PoolClient): Promise<ReaderPosition> => {
  const { rows } = await client.query<{ position: string; events: number }>(
    'select position::text, events from projection.checkpoint',
  );
  const { position, events } = rows[0]!;
  return { position: BigInt(position), events };
};

/**
 * Freshness of the named tables, in a snapshot; of all without names. `head`: where the record ended before the snapshot
 * began (`RecordHead`).
 */
export const readFreshness = async (
  client: PoolClient,
  head: Position | null,
  tables?: readonly string[],
): Promise<TableFreshness[]> => {
  const { rows } = await client.query<StatedFreshness>(
    `select table_name as "table", state, position, recorded_at as "recordedAt", as_of as "asOf",
       lag_events as "lagEvents", coalesce(lag_s, 0)::double precision as "lagSeconds",
       coalesce(extract(epoch from now() - recorded_at), 0)::double precision as "ageSeconds"
     from bi_v1.projection_position
     where $1::text[] is null or table_name = any($1)
     order by table_name collate "C"`,
    [tables ?? null],
  );
  return measured(rows, await readFed(client), head);
};
