import { type EventStore, unreadEvents } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { quoted } from '../database/schema-names';
import { readCheckpoint } from '../feed/checkpoint';
import { type HeldWork, type ProjectorActivity } from './projector-activity';
import { type ProjectorShare, readShares } from './projector-shares';

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

/** Of the process that was asked. */
export interface OwnStatus extends ProjectorActivity {
  readonly holds: HeldWork;
}

export interface ProjectorFreshness extends OwnStatus {
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
  /** All processes that share the work, and who does what of it. */
  readonly projectors: readonly ProjectorShare[];
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
  readonly events: number;
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
  now: Date,
): Promise<Omit<ProjectorFreshness, keyof OwnStatus>> => {
  // First: what is recorded after it must not make a table look late.
  const head = (await store.head()).position;
  const { rows } = await pool.query<PositionRow>(
    `select table_name, kind, revision, state, position::text, recorded_at, as_of, events
     from ${quoted(tables)}.projection_position order by kind desc, table_name`,
  );
  const fed = await readCheckpoint(pool, tables, '');
  const unread = unreadEvents(head, fed);
  const lag = (position: bigint, events: number, recordedAt: string | null) =>
    position >= head
      ? { lagEvents: 0, lagSeconds: 0 }
      : { lagEvents: Math.max(1, fed.events - events + unread), lagSeconds: secondsSince(recordedAt, now) };
  return {
    tables: rows.map((row) => {
      const behind = lag(BigInt(row.position), row.events, row.recorded_at);
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
    ...lag(fed.position, fed.events, fed.recordedAt),
  };
};

/** Counts what waits. The events without a deal are looked for among all streams. */
export const readCounts = async (
  pool: Pool,
  tables: string,
  /** Which of the projectors asks. */
  self: string,
): Promise<Omit<ProjectorStatus, keyof ProjectorFreshness>> => {
  const s = quoted(tables);
  const { rows } = await pool.query<Counts>(
    `select (select count(distinct root_id) from ${s}.dirty_deal)::int as dirty,
       (select count(*) from ${s}.unassigned_event)::int as unassigned`,
  );
  const { dirty, unassigned } = rows[0]!;
  return { projectors: await readShares(pool, tables, self), dirtyDeals: dirty, unassignedEvents: unassigned };
};
