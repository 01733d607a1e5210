import { CheckpointMismatch } from '@gemba/event-sourcing';
import { SchemaNotMigrated } from '@gemba/platform';
import { endOfYesterday } from './analyses/end-of-yesterday';
import { verifiedCheckpoint } from './feed/checkpoint';
import { followRecord, type OnSignal } from './follow-record';
import { pause } from './pause';
import { type ProjectorControl } from './projector-control';
import { ProjectorLock } from './projector-lock';
import { ALONE, type ProjectorOptions } from './projector-options';
import { Projection } from './projection';
import { LiveTables } from './rebuild/live-tables';
import { rebuildAsOf, schemasAsOf, type TablesAsOf } from './rebuild/rebuild-as-of';
import { migrateProjection } from './schema/migrate-projection';
import { type Generation } from './sharing/generation';
import { TablesReplaced } from './sharing/lease';
import { LeaseKeeper } from './sharing/lease-keeper';
import { type ProjectorActivity } from './status/projector-activity';
import { type ProjectorFreshness, type ProjectorStatus, readCounts, readFreshness } from './status/projector-status';
import { untilFresh } from './status/until-fresh';

const RETRY_MS = 1_000;

/** Keeps the tables up with the record, together with every other projector of the same schema. */
export class Projector implements ProjectorControl {
  private readonly stopping = new AbortController();
  private readonly keeper: LeaseKeeper;
  private readonly live: LiveTables;
  private ending = new AbortController();
  private generation: number | undefined;
  private onSignal: OnSignal = () => undefined;
  private activity: ProjectorActivity = { doing: 'starting', fault: null };
  private begun: Promise<void> | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly options: ProjectorOptions) {
    const { pool, schemas, log, sharing = ALONE } = options;
    this.keeper = new LeaseKeeper({
      pool,
      tables: schemas.tables,
      name: sharing.name,
      leaseSeconds: sharing.leaseSeconds,
      activity: () => this.activityNow(),
      onSignal: (signal) => this.onSignal(signal),
      onGeneration: (generation) => this.sawGeneration(generation),
      log,
    });
    this.live = new LiveTables(options, this.keeper, (doing, fault) => this.is(doing, fault));
  }

  /** Resolves when the tables and views are there; the work goes on in the background until `stop`. */
  async start(): Promise<void> {
    await this.migrate(this.options.hasAgreed ?? false);
    this.begun ??= new Promise((begun) => (this.running = this.work(begun)));
    await this.begun;
  }

  /** Resolves when the page and batch at hand are committed, and others may take over. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.ending.abort();
    await this.running;
    await this.options.workers?.end();
    await this.keeper.stop();
  }

  async freshness(): Promise<ProjectorFreshness> {
    const { pool, schemas, store, now } = this.options;
    const tables = await readFreshness(pool, schemas.tables, store, now());
    return { ...tables, ...this.activityNow(), holds: this.keeper.holdings.work };
  }

  async status(): Promise<ProjectorStatus> {
    const { pool, schemas } = this.options;
    return { ...(await this.freshness()), ...(await readCounts(pool, schemas.tables, this.keeper.id)) };
  }

  /** Resolves once every table holds all that was recorded when it was called. */
  waitUntilFresh(signal: AbortSignal): Promise<void> {
    return untilFresh(() => this.freshness(), signal);
  }

  /** Computes everything anew from the record, beside the live tables, and merges it into them at once. */
  rebuild(): Promise<void> {
    return this.live.rebuild(this.stopping.signal);
  }

  /** What the tables said at an instant, in schemas of their own beside the live ones. */
  async rebuildAsOf(recordedAt: string): Promise<TablesAsOf> {
    const { store, pool, schemas, catalogue, zone } = this.options;
    const lock = new ProjectorLock(pool, `rebuild of ${schemasAsOf(schemas, recordedAt).tables}`);
    const ignore = (): void => undefined;
    await lock.acquire(this.stopping.signal, ignore, ignore);
    try {
      return await rebuildAsOf(pool, schemas, catalogue, store, recordedAt, zone);
    } finally {
      lock.release();
    }
  }

  /** A newer version that migrates while this one runs lets it go on until it takes over; only a start is refused. */
  private async migrate(isUnderWay: boolean): Promise<void> {
    try {
      await migrateProjection(this.options.pool, this.options.schemas);
    } catch (error) {
      const isNewer = error instanceof SchemaNotMigrated && error.code === 'schema-is-newer';
      if (!isNewer || !isUnderWay) throw error;
    }
  }

  private asOf(): string {
    return endOfYesterday(this.options.now(), this.options.zone);
  }

  private is(doing: ProjectorActivity['doing'], fault: string | null = null): void {
    const { doing: before } = this.activity;
    this.activity = { doing, fault };
    if (before === doing) return;
    if (doing === 'aside') this.options.log.warn(fault!);
    this.keeper.wake();
  }

  /** Who follows the record but was left nothing to do waits. */
  private activityNow(): ProjectorActivity {
    const { doing, fault } = this.activity;
    return doing === 'following' && this.keeper.holdings.isEmpty ? { doing: 'waiting', fault } : this.activity;
  }

  private sawGeneration(generation: number): void {
    if (this.generation !== undefined && generation !== this.generation) this.ending.abort();
  }

  private async work(begun: () => void): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.session(begun);
      } catch (error) {
        if (error instanceof TablesReplaced) continue;
        this.keeper.takePart(false);
        // Going on would mix two records in these tables: only a person can tell what happened.
        const isFinal = error instanceof CheckpointMismatch;
        this.is(isFinal ? 'refusing' : 'failing', (error as Error).message);
        this.options.log.error('The projector broke off.', error as Error);
        begun();
        if (isFinal) return;
        await pause(RETRY_MS, signal);
      }
    }
    this.is('stopped');
  }

  /** From one change of the tables' definitions, or one failure, to the next. */
  private async session(begun: () => void): Promise<void> {
    const { pool, schemas, store, onAgreed } = this.options;
    await this.migrate(true);
    this.keeper.start();
    const agreed = await this.live.agreed(this.stopping.signal, begun);
    begun();
    if (agreed === undefined) return;
    onAgreed?.();
    await verifiedCheckpoint(store, pool, schemas.tables);
    await this.follow(agreed);
  }

  private async follow(agreed: Generation): Promise<void> {
    const { pool, schemas, catalogue } = this.options;
    this.ending = new AbortController();
    this.generation = agreed.generation;
    if (this.stopping.signal.aborted) return;
    this.is('following');
    this.keeper.takePart(true);
    // Whatever its parts keep in memory is of this generation.
    const projection = new Projection(
      pool,
      schemas,
      catalogue,
      'live',
      this.live.permits(agreed),
      this.options.workers,
    );
    const onReady = (onSignal: OnSignal): void => void (this.onSignal = onSignal);
    await followRecord(projection, this.options, this.keeper, () => this.asOf(), this.ending, onReady);
  }
}
