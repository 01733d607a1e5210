import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';

/** How the history stands, as one statement of a transaction saw it. */
export interface Standing {
  /** Everything up to here is in the history that is read from now on. Decimal digits. */
  readonly position: string;
  /** When the event there was recorded; null at the start. */
  readonly recordedAt: string | null;
  readonly events: number;
  /** Counts changes of the reference data. */
  readonly contextVersion: number;
  /** The tenure in which the last page was fed. */
  readonly fedBy: string | null;
  /** Of the rebuild that computes tables anew beside these; null: there is none. */
  readonly rebuildNo: number | null;
}

export const readStanding = async (client: PoolClient, tables: string): Promise<Standing> => {
  const s = quoted(tables);
  const { rows } = await client.query<Standing>(
    `select position::text, recorded_at as "recordedAt", events, context_version as "contextVersion",
       fed_by as "fedBy", rebuild_no as "rebuildNo"
     from ${s}.checkpoint cross join ${s}.generation`,
  );
  return rows[0]!;
};
