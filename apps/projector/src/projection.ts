import { type EventStore, type Position } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { AnalysisRun } from './analyses/analysis-run';
import { type ProjectionSchemas } from './database/schema-names';
import { DealHistories } from './drain/deal-histories';
import { throwFirst } from './drain/deal-rows';
import { DirtyQueue, NO_PATIENCE, type Patience } from './drain/dirty-queue';
import { Drain } from './drain/drain';
import { FanOut } from './drain/fan-out';
import { RecentHistories } from './drain/recent-histories';
import { readCheckpoint } from './feed/checkpoint';
import { Feed } from './feed/feed';
import { readAhead } from './feed/read-ahead';
import { pagesUpTo } from './feed/pages-up-to';
import { Journal } from './journal/journal';
import { installReadModels } from './schema/install-read-models';
import { migrateProjection } from './schema/migrate-projection';
import { type ReadModelCatalogue } from './schema/read-model-catalogue';
import { allUnshared, type Permits, unshared } from './sharing/permit';
import { WorkerHere } from './workers/worker-here';
import { type Workers } from './workers/workers';

const BATCH_DEALS = 500;
/** While a whole record is fed, deals whose events seem to be all there are computed beside. */
const LEFT_ALONE: Patience = { quietMs: 400, waitMsMax: 10_000 };
const LOOK_AGAIN_MS = 20;

/** The parts that keep one set of tables: the live one, one that is being rebuilt, one as of a day. */
export class Projection {
  readonly feed: Feed;
  readonly drain: Drain;
  readonly fanOut: FanOut;
  readonly analyses: AnalysisRun;
  readonly journal: Journal | null;

  constructor(
    readonly pool: Pool,
    readonly schemas: ProjectionSchemas,
    readonly catalogue: ReadModelCatalogue,
    /** The live tables are what Gemba believes. One that is computed beside them concludes nothing. */
    role: 'live' | 'beside' = 'live',
    /** Where other processes work on the same tables: what this one may do. */
    permits: Permits = allUnshared(pool),
    readonly workers: Workers = new WorkerHere(pool, catalogue),
  ) {
    const { tables } = schemas;
    const recent = new RecentHistories();
    this.journal = role === 'live' ? new Journal(tables) : null;
    this.feed = new Feed(permits.feed, tables, recent);
    this.drain = new Drain(
      pool,
      tables,
      catalogue,
      new DirtyQueue(tables),
      new DealHistories(tables, recent),
      () => permits.deals(),
      this.journal,
    );
    this.fanOut = new FanOut(pool, permits.analyses, tables, catalogue);
    this.analyses = new AnalysisRun(pool, permits.analyses, tables, catalogue, workers, this.journal);
  }

  /** Creates what is missing in the schemas, which must exist. Gives the tables whose definition changed. */
  async prepare(): Promise<string[]> {
    await migrateProjection(this.pool, this.schemas);
    return installReadModels(unshared(this.pool), this.catalogue, this.schemas);
  }

  /** Takes in the record up to a position, computes every deal, and every analysis as of an instant. */
  async catchUp(store: EventStore, upTo: Position, asOf: string): Promise<void> {
    const { incarnation } = await store.head();
    let from = await readCheckpoint(this.pool, this.schemas.tables, incarnation);
    this.feed.begin();
    await store.verify(from);
    let isFed = false;
    const feeding = (async () => {
      for await (const page of readAhead(pagesUpTo(store, from.position, upTo)))
        from = await this.feed.apply(page, from);
    })().finally(() => (isFed = true));
    const draining = (async () => {
      while (!isFed) if (!(await this.drainSome(LEFT_ALONE))) await new Promise((r) => setTimeout(r, LOOK_AGAIN_MS));
    })();
    await Promise.all([feeding, draining]);
    while ((await this.drainSome(NO_PATIENCE)) || (await this.fanOut.step()));
    await this.analyses.compute(await this.analyses.due(asOf), asOf);
  }

  /** Throws what a read model threw: in a run over the whole record nobody would try it again. */
  private async drainSome(patience: Patience): Promise<boolean> {
    const { deals, failures } = await this.drain.batch(BATCH_DEALS, patience);
    throwFirst(failures);
    return deals > 0;
  }
}
