import { type Context, foldDealCase, type HistoryEvent, type Row } from '@gemba/read-models';
import { type Pool, type PoolClient } from 'pg';
import { inTransaction } from '../database/transaction';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { ContextSource } from './context-source';
import { type DealHistories } from './deal-histories';
import { type DirtyBatch, DirtyQueue, type Patience } from './dirty-queue';
import { readLayout } from './table-layout';
import { TableWriter } from './table-writer';

/** What one batch did. */
export interface DrainedBatch {
  readonly deals: number;
  readonly events: number;
  readonly rowsChanged: number;
  readonly failures: readonly DealFailure[];
}

/** A deal that a read model could not compute. Its rows stay as they were, its mark stays, it is tried again. */
export interface DealFailure {
  readonly dealId: string;
  readonly error: Error;
}

const NOTHING: DrainedBatch = { deals: 0, events: 0, rowsChanged: 0, failures: [] };

interface ComputedRows {
  readonly rows: ReadonlyMap<string, Row[]>;
  readonly failures: readonly DealFailure[];
}

/** Step two: takes dirty deals, folds each one's history, writes what its rows changed. One transaction a batch. */
export class Drain {
  private readonly context: ContextSource;
  private writers: ReadonlyMap<string, TableWriter> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly tables: string,
    private readonly catalogue: ReadModelCatalogue,
    private readonly queue: DirtyQueue,
    private readonly histories: DealHistories,
  ) {
    this.context = new ContextSource(tables);
  }

  /** Computes up to so many deals that have waited long enough. Nothing left gives zero deals. */
  async batch(dealsMax: number, patience: Patience): Promise<DrainedBatch> {
    return inTransaction(this.pool, async (client) => {
      const taken = await this.queue.take(client, dealsMax, patience);
      if (taken.dealIds.length === 0) return NOTHING;
      const context = await this.context.read(client);
      const histories = await this.histories.read(client, taken.dealIds);
      const { rows, failures } = this.compute(taken.dealIds, histories, context);
      const failed = failures.map(({ dealId }) => dealId);
      const rowsChanged = await this.write(client, taken, failed, rows);
      await this.queue.settle(client, taken, failed);
      let events = 0;
      for (const history of histories.values()) events += history.length;
      return { deals: taken.dealIds.length, events, rowsChanged, failures };
    });
  }

  /** Forgets how the tables looked: a rebuild may have changed their columns. */
  forgetLayouts(): void {
    this.writers = undefined;
  }

  private compute(
    dealIds: readonly string[],
    histories: ReadonlyMap<string, readonly HistoryEvent[]>,
    context: Context,
  ): ComputedRows {
    const models = this.catalogue.dealReadModels;
    const rows = new Map<string, Row[]>(models.map(({ name }) => [name, []]));
    const failures: DealFailure[] = [];
    for (const dealId of dealIds) {
      // A deal that was merged away has no history left, so no rows.
      const history = histories.get(dealId);
      if (history === undefined) continue;
      try {
        const dealCase = foldDealCase(dealId, history, context);
        const computed = models.map((model) => model.rows(dealCase, context));
        models.forEach(({ name }, i) => rows.get(name)!.push(...computed[i]!));
      } catch (error) {
        failures.push({ dealId, error: error as Error });
      }
    }
    return { rows, failures };
  }

  private async write(
    client: PoolClient,
    taken: DirtyBatch,
    failed: readonly string[],
    rows: ReadonlyMap<string, readonly Row[]>,
  ): Promise<number> {
    this.writers ??= await this.readWriters(client);
    const computed = taken.computedDealIds.filter((id) => !failed.includes(id));
    let changed = 0;
    for (const [table, tableRows] of rows)
      changed += await this.writers.get(table)!.writeDeals(client, computed, tableRows);
    return changed;
  }

  private async readWriters(client: PoolClient): Promise<Map<string, TableWriter>> {
    const writers = new Map<string, TableWriter>();
    for (const { name } of this.catalogue.dealReadModels)
      writers.set(name, new TableWriter(await readLayout(client, this.tables, name)));
    return writers;
  }
}
