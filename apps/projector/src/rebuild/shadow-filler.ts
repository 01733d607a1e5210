import { type Pool, type PoolClient } from 'pg';
import { inTransaction } from '../database/transaction';
import { ContextSource } from '../drain/context-source';
import { DealHistories } from '../drain/deal-histories';
import { computeRows } from '../drain/deal-rows';
import { readLayout } from '../drain/table-layout';
import { TableWriter } from '../drain/table-writer';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { type ShadowOrder } from '../workers/workers';

/** Computes portions of deals and copies their rows into a shadow. */
export class ShadowFiller {
  private readonly contexts: ContextSource;
  private readonly histories: DealHistories;
  private writers: Promise<ReadonlyMap<string, TableWriter>> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly catalogue: ReadModelCatalogue,
    private readonly order: ShadowOrder,
  ) {
    this.contexts = new ContextSource(order.history);
    this.histories = new DealHistories(order.history);
  }

  fill(dealIds: readonly string[]): Promise<void> {
    const models = this.catalogue.dealReadModels.filter(({ name }) => this.order.tables.includes(name));
    return inTransaction(this.pool, async (client) => {
      this.writers ??= this.readWriters(client);
      const writers = await this.writers;
      const context = await this.contexts.read(client);
      const histories = await this.histories.read(client, dealIds);
      const { rows, failures } = computeRows(models, dealIds, histories, context);
      const failure = failures[0];
      if (failure !== undefined)
        throw new Error(`The deal ${failure.dealId} cannot be computed: ${failure.error.message}`, {
          cause: failure.error,
        });
      for (const [name, tableRows] of rows) await writers.get(name)!.append(client, tableRows);
    });
  }

  private async readWriters(client: PoolClient): Promise<Map<string, TableWriter>> {
    const writers = new Map<string, TableWriter>();
    for (const name of this.order.tables)
      writers.set(name, new TableWriter(await readLayout(client, this.order.shadow, name)));
    return writers;
  }
}
