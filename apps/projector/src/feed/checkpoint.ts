import { type Checkpoint, type EventStore } from '@gemba/event-sourcing';
import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';

/** How far the history has come, and when the last event in it was recorded. */
export interface FedCheckpoint extends Checkpoint {
  /** Null only at the start. */
  readonly recordedAt: string | null;
  /** How many events stand at or below the position. */
  readonly events: number;
}

interface CheckpointRow {
  readonly incarnation: string | null;
  readonly position: string;
  readonly event_id: string | null;
  readonly recorded_at: string | null;
  readonly events: number;
}

/** Reads where a projection stands; `incarnation` is what a projection that has not begun yet takes on. */
export const readCheckpoint = async (
  client: Pool | PoolClient,
  tables: string,
  incarnation: string,
): Promise<FedCheckpoint> => {
  const { rows } = await client.query<CheckpointRow>(
    `select incarnation, position::text, event_id, recorded_at, events from ${quoted(tables)}.checkpoint`,
  );
  const row = rows[0]!;
  return {
    incarnation: row.incarnation ?? incarnation,
    position: BigInt(row.position),
    eventId: row.event_id,
    recordedAt: row.recorded_at,
    events: row.events,
  };
};

/** Where a projection stands in this record. Throws `CheckpointMismatch` when it was fed from another one. */
export const verifiedCheckpoint = async (store: EventStore, pool: Pool, tables: string): Promise<FedCheckpoint> => {
  const { incarnation } = await store.head();
  const checkpoint = await readCheckpoint(pool, tables, incarnation);
  await store.verify(checkpoint);
  return checkpoint;
};

/** Another projector, or a rebuild, moved the projection meanwhile: nothing was written. */
export class ProjectionOvertaken extends Error {
  readonly code = 'projection-overtaken';
}

/**
 * Compare-and-set: a projector that was overtaken, by another one or by a rebuild, must not write its page. `tenure`
 * names who moved it.
 */
export const moveCheckpoint = async (
  client: PoolClient,
  tables: string,
  from: FedCheckpoint,
  to: FedCheckpoint,
  tenure: string,
): Promise<void> => {
  const { rowCount } = await client.query(
    `update ${quoted(tables)}.checkpoint
     set incarnation = $1, position = $2, event_id = $3, recorded_at = $4, events = $5, fed_by = $6
     where position = $7 and event_id is not distinct from $8 and coalesce(incarnation, $1) = $1`,
    [to.incarnation, to.position, to.eventId, to.recordedAt, to.events, tenure, from.position, from.eventId],
  );
  if (rowCount === 1) return;
  throw new ProjectionOvertaken(
    `The projection ${tables} no longer stands at position ${from.position} of the record ${from.incarnation}: ` +
      'another projector moved it, or it was rebuilt. This page was not applied; start again from its checkpoint.',
  );
};
