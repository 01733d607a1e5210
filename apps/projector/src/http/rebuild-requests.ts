import { type Pool } from 'pg';
import { quoted } from '../database/schema-names';
import { type TablesAsOf } from '../rebuild/rebuild-as-of';

/** One rebuild that was asked for. */
export interface Rebuild {
  readonly rebuildId: string;
  /** Null: of the live tables. */
  readonly asOf: string | null;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly fault: string | null;
  /** Where the tables of a rebuild as of an instant lie, and up to where the record is in them. */
  readonly result: Pick<TablesAsOf, 'schemas' | 'position'> | null;
}

interface RequestRow extends Omit<Rebuild, 'result'> {
  readonly isOrphan: boolean;
  readonly tables: string | null;
  readonly views: string | null;
  readonly position: string | null;
}

const KEPT_MAX = 100;
/** Whoever runs one says so this often … */
export const SAYS_SO_MS = 5_000;
/** … and is gone when it has not for so long. */
const ALIVE_SECONDS = 30;

const ORPHANED = 'The process that ran it ended before it was done. Begin it anew.';

/** What became of rebuilds: kept in the database, so that any process can say it, whichever ran it. */
export class RebuildRequests {
  private readonly table: string;

  constructor(
    private readonly pool: Pool,
    tables: string,
  ) {
    this.table = `${quoted(tables)}.rebuild_request`;
  }

  async add({ rebuildId, asOf, state, startedAt }: Rebuild): Promise<void> {
    await this.pool.query(
      `insert into ${this.table} (rebuild_id, as_of, state, started_at, alive_until)
       values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 second')`,
      [rebuildId, asOf, state, startedAt, ALIVE_SECONDS],
    );
    await this.pool.query(
      `delete from ${this.table} where rebuild_id in (
         select rebuild_id from ${this.table} order by started_at desc offset ${KEPT_MAX})`,
    );
  }

  /** Its process is there. */
  async sayAlive(rebuildId: string): Promise<void> {
    await this.pool.query(
      `update ${this.table} set alive_until = clock_timestamp() + $2 * interval '1 second' where rebuild_id = $1`,
      [rebuildId, ALIVE_SECONDS],
    );
  }

  async finish({ rebuildId, state, finishedAt, fault, result }: Rebuild): Promise<void> {
    await this.pool.query(
      `update ${this.table} set state = $2, finished_at = $3, fault = $4, tables_schema = $5, views_schema = $6,
         position = $7
       where rebuild_id = $1`,
      [rebuildId, state, finishedAt, fault, result?.schemas.tables, result?.schemas.views, result?.position],
    );
  }

  /** One whose process is gone has failed, though nobody could write it down. */
  async get(rebuildId: string): Promise<Rebuild | undefined> {
    const { rows } = await this.pool.query<RequestRow>(
      `select rebuild_id as "rebuildId", as_of as "asOf", state, started_at as "startedAt", finished_at as "finishedAt",
         fault, tables_schema as tables, views_schema as views, position::text,
         state = 'running' and alive_until < clock_timestamp() as "isOrphan"
       from ${this.table} where rebuild_id::text = $1`,
      [rebuildId],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    const { isOrphan, tables, views, position, ...rebuild } = row;
    if (isOrphan) return { ...rebuild, state: 'failed', fault: ORPHANED, result: null };
    const isAsOf = tables !== null && views !== null && position !== null;
    return { ...rebuild, result: isAsOf ? { schemas: { tables, views }, position: BigInt(position) } : null };
  }
}
