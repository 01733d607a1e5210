import { type Row } from '@gemba/read-models';
import { type Pool, type PoolClient } from 'pg';
import { type Journal } from '../journal/journal';
import { type JournalDraft } from '../journal/journal-draft';
import { type ConcludedAt } from '../journal/journal-entry';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { LeaseLost } from '../sharing/lease';
import { type DealsPermit } from '../sharing/permit';
import { ContextSource } from './context-source';
import { type DealHistories } from './deal-histories';
import { computeRows, type DealFailure } from './deal-rows';
import { type DirtyBatch, DirtyQueue, type Patience, type Share } from './dirty-queue';
import { readStanding } from './standing';
import { type TableWriter, tableWriters } from './table-writer';

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
    /** What is ours to compute just now. */
    private readonly deals: () => DealsPermit | null,
    private readonly journal: Journal | null = null,
  ) {
    this.context = new ContextSource(tables);
  }

  /** Computes up to so many deals that have waited long enough. Nothing left gives zero deals. */
  async batch(dealsMax: number, patience: Patience): Promise<DrainedBatch> {
    const ours = this.deals();
    // Looked at first without a transaction: one that proves its leases costs a commit.
    if (ours === null || !(await this.queue.hasAny(this.pool))) return NOTHING;
    try {
      return await ours.permit.inTransaction((client) => this.batchWithin(client, dealsMax, patience, ours.share));
    } catch (error) {
      // Others compute these deals by now.
      if (error instanceof LeaseLost) return NOTHING;
      throw error;
    }
  }

  private async batchWithin(
    client: PoolClient,
    dealsMax: number,
    patience: Patience,
    share: Share,
  ): Promise<DrainedBatch> {
    const taken = await this.queue.take(client, dealsMax, patience, share);
    if (taken.dealIds.length === 0) return NOTHING;
    // After the marks are gone and before any history is read: whatever they stood for is in what is read now.
    const standing = await readStanding(client, this.tables);
    const context = await this.context.read(client, standing.contextVersion);
    const histories = await this.histories.read(client, taken.dealIds, standing.fedBy);
    const { rows, failures } = computeRows(this.catalogue.dealReadModels, taken.dealIds, histories, context);
    const failed = failures.map(({ dealId }) => dealId);
    const draft = this.journal?.draft();
    const at: ConcludedAt = { position: standing.position, asOf: standing.recordedAt! };
    const rowsChanged = await this.write(client, taken, failed, rows, draft, at);
    if (standing.rebuildNo !== null) await this.queue.noteComputedBeside(client, taken);
    await this.queue.settle(client, taken, failed);
    await draft?.write(client);
    let events = 0;
    for (const history of histories.values()) events += history.length;
    return { deals: taken.dealIds.length, events, rowsChanged, failures };
  }

  private async write(
    client: PoolClient,
    taken: DirtyBatch,
    failed: readonly string[],
    rows: ReadonlyMap<string, readonly Row[]>,
    draft: JournalDraft | undefined,
    at: ConcludedAt,
  ): Promise<number> {
    this.writers ??= await tableWriters(
      client,
      this.tables,
      this.catalogue.dealReadModels.map(({ name }) => name),
    );
    const computed = taken.computedDealIds.filter((id) => !failed.includes(id));
    const dealIds = taken.dealIds.filter((id) => !failed.includes(id));
    let changed = 0;
    for (const model of this.catalogue.dealReadModels) {
      const modelRows = rows.get(model.name)!;
      const changedHere = await this.writers.get(model.name)!.writeDeals(client, computed, modelRows);
      if (changedHere > 0) await draft?.ofDeals(client, model, dealIds, modelRows, at);
      changed += changedHere;
    }
    return changed;
  }
}
