import { type Row } from '@gemba/read-models';
import { type Pool, type PoolClient } from 'pg';
import { inTransaction } from '../database/transaction';
import { type ConcludedAt, type Journal } from '../journal/journal';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { ContextSource } from './context-source';
import { type DealHistories } from './deal-histories';
import { computeRows, type DealFailure } from './deal-rows';
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

const NOTHING: DrainedBatch = { deals: 0, events: 0, rowsChanged: 0, failures: [] };

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
    private readonly journal: Journal | null = null,
  ) {
    this.context = new ContextSource(tables);
  }

  /** Computes up to so many deals that have waited long enough. Nothing left gives zero deals. */
  async batch(dealsMax: number, patience: Patience): Promise<DrainedBatch> {
    return inTransaction(this.pool, async (client) => {
      const taken = await this.queue.take(client, dealsMax, patience);
      if (taken.dealIds.length === 0) return NOTHING;
      const context = await this.context.read(client);
      const knownAt = await this.journal?.fedTo(client);
      const histories = await this.histories.read(client, taken.dealIds);
      const { rows, failures } = computeRows(this.catalogue.dealReadModels, taken.dealIds, histories, context);
      const failed = failures.map(({ dealId }) => dealId);
      const rowsChanged = await this.write(client, taken, failed, rows, knownAt);
      await this.queue.settle(client, taken, failed);
      let events = 0;
      for (const history of histories.values()) events += history.length;
      return { deals: taken.dealIds.length, events, rowsChanged, failures };
    });
  }

  private async write(
    client: PoolClient,
    taken: DirtyBatch,
    failed: readonly string[],
    rows: ReadonlyMap<string, readonly Row[]>,
    knownAt: ConcludedAt | undefined,
  ): Promise<number> {
    this.writers ??= await this.readWriters(client);
    const computed = taken.computedDealIds.filter((id) => !failed.includes(id));
    const dealIds = taken.dealIds.filter((id) => !failed.includes(id));
    let changed = 0;
    for (const model of this.catalogue.dealReadModels) {
      const modelRows = rows.get(model.name)!;
      const changedHere = await this.writers.get(model.name)!.writeDeals(client, computed, modelRows);
      if (changedHere > 0 && knownAt !== undefined)
        await this.journal?.ofDeals(client, model, dealIds, modelRows, knownAt);
      changed += changedHere;
    }
    return changed;
  }

  private async readWriters(client: PoolClient): Promise<Map<string, TableWriter>> {
    const writers = new Map<string, TableWriter>();
    for (const { name } of this.catalogue.dealReadModels)
      writers.set(name, new TableWriter(await readLayout(client, this.tables, name)));
    return writers;
  }
}
