import { type Pool } from 'pg';
import { asStoreErrors } from '../driver-errors';

/** Size of the record, for gauges and `status`. */
export interface RecordStatistics {
  readonly events: number;
  /** An estimate from the planner's statistics; streams are too many to count at each look. */
  readonly streamsEstimate: number;
  readonly bytesOnDisk: number;
}

// Positions are dense from 1, so the last one is the number of events.
const STATISTICS = `select
  (select coalesce(max(position), 0) from record.events)::float8 as "events",
  (select greatest(reltuples, 0) from pg_class where oid = 'record.streams'::regclass)::float8 as "streamsEstimate",
  (pg_total_relation_size('record.events') + pg_total_relation_size('record.streams'))::float8 as "bytesOnDisk"`;

export const recordStatistics = async (pool: Pool): Promise<RecordStatistics> => {
  const { rows } = await asStoreErrors(pool.query<RecordStatistics>(STATISTICS));
  return rows[0]!;
};
