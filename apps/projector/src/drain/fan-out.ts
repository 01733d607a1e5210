import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { type Permit } from '../sharing/permit';
import { ContextSource } from './context-source';
import { readLayout } from './table-layout';
import { TableWriter } from './table-writer';

interface FanOutRow {
  readonly position: string;
  readonly since_position: string;
  readonly since_recorded_at: string | null;
  readonly since_events: number;
  readonly reference_written: boolean;
  readonly live_only: boolean;
  readonly after_deal_id: string;
}

const PORTION_DEALS = 5_000;

/** Which deals are still open, as the table of deal states says: people look at these first. */
const LIVE_DEALS_TABLE = 'deal_state';

/** Carries a change of the reference data to the reference tables, then to every deal, a portion a transaction. */
export class FanOut {
  private readonly context: ContextSource;

  constructor(
    private readonly pool: Pool,
    private readonly permit: Permit,
    private readonly tables: string,
    private readonly catalogue: ReadModelCatalogue,
  ) {
    this.context = new ContextSource(tables);
  }

  /** One step on; false when nothing is on its way. */
  async step(): Promise<boolean> {
    const s = quoted(this.tables);
    const { rows: known } = await this.pool.query<{ any: boolean }>(`select exists (select from ${s}.fan_out) as any`);
    if (!known[0]!.any) return false;
    return this.permit.inTransaction(async (client) => {
      const { rows } = await client.query<FanOutRow>(
        `select position::text, since_position::text, since_recorded_at, since_events, reference_written, live_only,
           after_deal_id
         from ${s}.fan_out for update`,
      );
      const change = rows[0];
      if (change === undefined) return false;
      if (!change.reference_written) await this.writeReferenceTables(client);
      else await this.markPortion(client, change);
      return true;
    });
  }

  /** Reference tables are small: each is written whole, by difference. */
  async writeReferenceTables(client: PoolClient): Promise<void> {
    const context = await this.context.read(client);
    for (const { name, rows } of this.catalogue.referenceTables)
      await new TableWriter(await readLayout(client, this.tables, name)).writeWhole(client, rows(context));
    await client.query(`update ${quoted(this.tables)}.fan_out set reference_written = true`);
  }

  private async markPortion(client: PoolClient, change: FanOutRow): Promise<void> {
    const s = quoted(this.tables);
    const { rows } = await client.query<{ last: string | null }>(
      `with portion as (
         select deal_id from ${s}.deal_root r
         where deal_id > $1 and deal_id = root_id ${change.live_only ? `and ${this.isLive()}` : ''}
         order by deal_id limit ${PORTION_DEALS}
       ), marked as (
         insert into ${s}.dirty_deal (root_id, position, since_position, since_recorded_at, since_events, priority)
         select deal_id, $2, $3, $4, $5, 1 from portion on conflict (root_id, position) do nothing
       )
       select max(deal_id) as last from portion`,
      [change.after_deal_id, change.position, change.since_position, change.since_recorded_at, change.since_events],
    );
    const last = rows[0]!.last;
    if (last !== null) await client.query(`update ${s}.fan_out set after_deal_id = $1`, [last]);
    else if (change.live_only) await client.query(`update ${s}.fan_out set live_only = false, after_deal_id = ''`);
    else await client.query(`delete from ${s}.fan_out`);
  }

  private isLive(): string {
    const knowsStates = this.catalogue.dealReadModels.some(({ name }) => name === LIVE_DEALS_TABLE);
    if (!knowsStates) return 'false';
    const states = `${quoted(this.tables)}.${LIVE_DEALS_TABLE}`;
    return `exists (select from ${states} state where state.deal_id = r.deal_id and state.outcome = 'open')`;
  }
}
