import { type Position } from '@gemba/event-sourcing';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { type FedCheckpoint } from './checkpoint';
import { type TouchedStream } from './touched-streams';

/** A place in the record, whichever way it was read. */
type Reached = { readonly position: Position | string } & Pick<FedCheckpoint, 'recordedAt' | 'events'>;

/** Marks deals whose rows are older than their history, from the page between two checkpoints on. */
export class DirtyDeals {
  constructor(private readonly tables: string) {}

  /** Every deal that one of these streams belongs to, and these deals themselves. */
  async mark(
    client: PoolClient,
    touched: readonly TouchedStream[],
    dealIds: readonly string[],
    from: FedCheckpoint,
    to: FedCheckpoint,
  ): Promise<void> {
    const s = quoted(this.tables);
    await client.query(
      `insert into ${s}.dirty_deal (root_id, position, since_position, since_recorded_at, since_events, priority)
       select root_id, $3, $4, $5, $6, 0 from (
         select r.root_id from unnest($1::bigint[]) as touched (stream_key)
         join ${s}.stream_deal d on d.stream_key = touched.stream_key
         join ${s}.deal_root r on r.deal_id = d.deal_id
         union
         select unnest($2::text[]) collate "C"
       ) as deals`,
      [touched.map(({ key }) => key), dealIds, to.position, from.position, from.recordedAt, from.events],
    );
  }

  /** The reference data moved: every deal may be judged anew. The marks themselves follow portion by portion. */
  async fanOut(client: PoolClient, from: Reached, to: Reached): Promise<void> {
    const s = quoted(this.tables);
    await client.query(`update ${s}.checkpoint set context_version = context_version + 1`);
    // One change on its way is enough: it starts again for the newer one, from where the older one began.
    await client.query(
      `with older as (delete from ${s}.fan_out returning since_position, since_recorded_at, since_events)
       insert into ${s}.fan_out (position, since_position, since_recorded_at, since_events)
       select $1::bigint, since_position, since_recorded_at, since_events
       from (select * from older union all select $2::bigint, $3::timestamptz, $4::bigint) as began
       order by since_position limit 1`,
      [to.position, from.position, from.recordedAt, from.events],
    );
  }
}
