import { type Checkpoint } from '@gemba/event-sourcing';
import { type Pool } from 'pg';

/** Where somebody who reads the record has come to, and was given an event. */
export interface ReaderCheckpoint {
  readonly reader: string;
  readonly checkpoint: Checkpoint;
}

const CHECKPOINTS = `select 'the projector' as reader, incarnation, position::text, event_id from projection.checkpoint
union all
select 'the publisher', incarnation, position::text, event_id from projection.publication where feed = 'recorded'`;

interface Row {
  readonly reader: string;
  readonly incarnation: string | null;
  readonly position: string;
  readonly event_id: string | null;
}

/** Those that are kept in this database: they show that the record's end was there. None before there are tables. */
export const readCheckpoints = async (pool: Pool): Promise<ReaderCheckpoint[]> => {
  const { rows: found } = await pool.query<{ there: boolean }>(
    `select to_regclass('projection.checkpoint') is not null and to_regclass('projection.publication') is not null as there`,
  );
  if (!found[0]!.there) return [];
  const { rows } = await pool.query<Row>(CHECKPOINTS);
  return rows.flatMap(({ reader, incarnation, position, event_id: eventId }) =>
    incarnation === null || eventId === null
      ? []
      : [{ reader, checkpoint: { incarnation, position: BigInt(position), eventId } }],
  );
};
