import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';

/** How long a dirty deal waits for more to come before it is computed. Zero and zero: not at all. */
export interface Patience {
  /** It is computed once it was quiet for so long … */
  readonly quietMs: number;
  /** … or has waited for so long, however busy it is. */
  readonly waitMsMax: number;
}

export const NO_PATIENCE: Patience = { quietMs: 0, waitMsMax: 0 };

/** Which deals a drain takes: those whose hash falls on one of its numbers, from 0 on. */
export interface Share {
  readonly numbers: readonly number[];
  readonly of: number;
}

export const EVERYTHING: Share = { numbers: [0], of: 1 };

/** Deals taken from the queue, their rows locked until the transaction ends. */
export interface DirtyBatch {
  readonly dealIds: readonly string[];
  /** Those that were computed before, so may have rows. */
  readonly computedDealIds: readonly string[];
  readonly marks: readonly DirtyMark[];
}

interface DirtyMark {
  readonly root_id: string;
  readonly position: string;
  readonly since_position: string;
  readonly since_recorded_at: string | null;
  readonly since_events: number;
}

/** When a deal that failed is tried again. */
const RETRY_SECONDS = 60;

/** The dirty deals as drains take them: what happened to a deal before what happened to the reference data. */
export class DirtyQueue {
  constructor(private readonly tables: string) {}

  /** Whether any deal is dirty, whoever it belongs to. */
  async hasAny(pool: Pool): Promise<boolean> {
    const { rows } = await pool.query<{ any: boolean }>(
      `select exists (select from ${quoted(this.tables)}.dirty_deal) as any`,
    );
    return rows[0]!.any;
  }

  /**
   * Locks deals (those another drain holds are left to it) and removes their marks. Whatever reads their history
   * afterwards sees all that the marks stood for; what comes later leaves a mark of its own.
   */
  async take(
    client: PoolClient,
    dealsMax: number,
    { quietMs, waitMsMax }: Patience,
    { numbers, of }: Share = EVERYTHING,
  ): Promise<DirtyBatch> {
    const s = quoted(this.tables);
    const { rows } = await client.query<{ deal_id: string; is_computed: boolean }>({
      name: `take from ${this.tables}`,
      text: `select deal_id, is_computed from ${s}.deal_root
        where deal_id in (
          select root_id from ${s}.dirty_deal
          where $4 = cardinality($5::integer[]) or abs(hashtextextended(root_id, 0) % $4) = any($5::integer[])
          group by root_id
          having max(marked_at) <= clock_timestamp() - $2 * interval '1 millisecond'
            or min(marked_at) <= clock_timestamp() - $3 * interval '1 millisecond'
          order by min(priority), min(position), root_id
          limit $1
        )
        order by deal_id for no key update skip locked`,
      values: [dealsMax, quietMs, waitMsMax, of, numbers],
    });
    const dealIds = rows.map(({ deal_id }) => deal_id);
    if (dealIds.length === 0) return { dealIds, computedDealIds: [], marks: [] };
    const { rows: marks } = await client.query<DirtyMark>(
      `delete from ${s}.dirty_deal where root_id = any($1::text[])
       returning root_id, position::text, since_position::text, since_recorded_at, since_events`,
      [dealIds],
    );
    const computedDealIds = rows.filter((row) => row.is_computed).map(({ deal_id }) => deal_id);
    return { dealIds, computedDealIds, marks };
  }

  /**
   * Remembers deals that were computed by the definitions of today while their tables are computed anew beside: the
   * merge marks them again.
   */
  async noteComputedBeside(client: PoolClient, { marks }: DirtyBatch): Promise<void> {
    await client.query(
      `insert into ${quoted(this.tables)}.computed_beside as known
         (root_id, since_position, since_recorded_at, since_events)
       select distinct on (root_id) root_id, since_position, since_recorded_at, since_events
       from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::bigint[])
         as mark (root_id, since_position, since_recorded_at, since_events)
       order by root_id, since_position
       on conflict (root_id) do update set since_position = excluded.since_position,
         since_recorded_at = excluded.since_recorded_at, since_events = excluded.since_events
       where excluded.since_position < known.since_position`,
      [
        marks.map((mark) => mark.root_id),
        marks.map((mark) => mark.since_position),
        marks.map((mark) => mark.since_recorded_at),
        marks.map((mark) => mark.since_events),
      ],
    );
  }

  /** Says of the batch that it is computed, but for the deals that failed: they get their marks back, for later. */
  async settle(
    client: PoolClient,
    { dealIds, computedDealIds, marks }: DirtyBatch,
    failed: readonly string[],
  ): Promise<void> {
    const s = quoted(this.tables);
    const known = new Set([...computedDealIds, ...failed]);
    const first = dealIds.filter((id) => !known.has(id));
    if (first.length > 0)
      await client.query(`update ${s}.deal_root set is_computed = true where deal_id = any($1::text[])`, [first]);
    if (failed.length === 0) return;
    const kept = marks.filter(({ root_id }) => failed.includes(root_id));
    await client.query(
      `insert into ${s}.dirty_deal
         (root_id, position, since_position, since_recorded_at, since_events, priority, marked_at)
       select *, 1, clock_timestamp() + $6 * interval '1 second'
       from unnest($1::text[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::bigint[])
       on conflict (root_id, position) do nothing`,
      [
        kept.map((mark) => mark.root_id),
        kept.map((mark) => mark.position),
        kept.map((mark) => mark.since_position),
        kept.map((mark) => mark.since_recorded_at),
        kept.map((mark) => mark.since_events),
        RETRY_SECONDS,
      ],
    );
  }
}
