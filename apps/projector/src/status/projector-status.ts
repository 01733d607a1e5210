import { type EventStore } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { quoted } from '../database/schema-names';
import { readCheckpoint } from '../feed/checkpoint';

/** What the projector is at, and what keeps it from its work. */
export interface ProjectorActivity {
  /**
   * waiting: another projector works on the schema. failing: see the fault; it tries again. refusing: it needs a person,
   * since the record is not the one these tables were made from.
   */
  readonly doing: 'waiting' | 'following' | 'rebuilding' | 'failing' | 'refusing' | 'stopped';
  readonly fault: string | null;
}

export interface TableStatus {
  readonly name: string;
  readonly kind: 'reference' | 'deal' | 'analysis';
  readonly revision: string;
  readonly state: 'fresh' | 'stale' | 'rebuilding';
  /** Everything recorded up to here is in the table. Decimal digits. */
  readonly position: string;
  /** When the event at that position was recorded; null at the start. */
  readonly recordedAt: string | null;
  /** Of tables across deals: nothing that happened later counts in them. */
  readonly asOf: string | null;
  readonly lagEvents: number;
  readonly lagSeconds: number;
}

export interface ProjectorFreshness extends ProjectorActivity {
  readonly tables: readonly TableStatus[];
  /** Of the record's last event. */
  readonly head: string;
  /** How far the projector has read. */
  readonly position: string;
  readonly lagEvents: number;
  readonly lagSeconds: number;
}

/** Freshness, and what takes counting. */
export interface ProjectorStatus extends ProjectorFreshness {
  /** Deals waiting to be computed. */
  readonly dirtyDeals: number;
  /** Recorded events whose deal is not known yet. */
  readonly unassignedEvents: number;
}

interface PositionRow {
  readonly table_name: string;
  readonly kind: TableStatus['kind'];
  readonly revision: string;
  readonly state: TableStatus['state'];
  readonly position: string;
  readonly recorded_at: string | null;
  readonly as_of: string | null;
}

interface Counts {
  readonly dirty: number;
  readonly unassigned: number;
}

const secondsSince = (instant: string | null, now: Date): number =>
  instant === null ? 0 : Math.max(0, (now.getTime() - Date.parse(instant)) / 1000);

/** How far every table has come, seen from the end of the record. Cheap enough to be asked often. */
export const readFreshness = async (
  pool: Pool,
  tables: string,
  store: EventStore,
  activity: ProjectorActivity,
  now: Date,
): Promise<ProjectorFreshness> => {
  const s = quoted(tables);
  const head = (await store.head()).position;
  const lag = (position: string, recordedAt: string | null) => {
    const events = Number(head - BigInt(position));
    return { lagEvents: Math.max(0, events), lagSeconds: events > 0 ? secondsSince(recordedAt, now) : 0 };
  };
  const { rows } = await pool.query<PositionRow>(
    `select table_name, kind, revision, state, position::text, recorded_at, as_of
     from ${s}.projection_position order by kind desc, table_name`,
  );
  const fed = await readCheckpoint(pool, tables, '');
  return {
    ...activity,
    tables: rows.map((row) => {
      const behind = lag(row.position, row.recorded_at);
      return {
        name: row.table_name,
        kind: row.kind,
        revision: row.revision,
        state: row.state === 'fresh' && behind.lagEvents > 0 ? 'stale' : row.state,
        position: row.position,
        recordedAt: row.recorded_at,
        asOf: row.as_of,
        ...behind,
      };
    }),
    head: String(head),
    position: String(fed.position),
    ...lag(String(fed.position), fed.recordedAt),
  };
};

/** Counts what waits. The events without a deal are looked for among all streams. */
export const readCounts = async (
  pool: Pool,
  tables: string,
): Promise<Omit<ProjectorStatus, keyof ProjectorFreshness>> => {
  const s = quoted(tables);
  const { rows } = await pool.query<Counts>(
    `select (select count(distinct root_id) from ${s}.dirty_deal)::int as dirty,
       (select count(*) from ${s}.unassigned_event)::int as unassigned`,
  );
  const { dirty, unassigned } = rows[0]!;
  return { dirtyDeals: dirty, unassignedEvents: unassigned };
};
