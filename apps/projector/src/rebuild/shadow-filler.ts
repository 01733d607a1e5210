import { type Pool } from 'pg';
import { inTransaction } from '../database/transaction';
import { ContextSource } from '../drain/context-source';
import { DealHistories } from '../drain/deal-histories';
import { computeRows, throwFirst } from '../drain/deal-rows';
import { type TableWriter, tableWriters } from '../drain/table-writer';
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
      this.writers ??= tableWriters(client, this.order.shadow, this.order.tables);
      const writers = await this.writers;
      const context = await this.contexts.read(client);
      const histories = await this.histories.read(client, dealIds);
      const { rows, failures } = computeRows(models, dealIds, histories, context);
      throwFirst(failures);
      for (const [name, tableRows] of rows) await writers.get(name)!.append(client, tableRows);
    });
  }
}
