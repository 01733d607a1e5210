import { CheckpointMismatch } from '@gemba/event-sourcing';
import { endOfYesterday } from './analyses/end-of-yesterday';
import { verifiedCheckpoint } from './feed/checkpoint';
import { followRecord, type OnSignal } from './follow-record';
import { pause } from './pause';
import { type ProjectorControl } from './projector-control';
import { ProjectorLock } from './projector-lock';
import { ALONE, type ProjectorOptions, type SharingOptions } from './projector-options';
import { Projection } from './projection';
import { adoptDefinitions } from './rebuild/adopt-definitions';
import { rebuildAsOf, schemasAsOf, type TablesAsOf } from './rebuild/rebuild-as-of';
import { mergeShadow, projectShadow } from './rebuild/rebuild-from-record';
import { dropShadowsOf, shadowOf } from './rebuild/shadow-schema';
import { definitionsDigest } from './schema/definitions-digest';
import { migrateProjection } from './schema/migrate-projection';
import { Agreement } from './sharing/agreement';
import { beginGeneration, type Generation, readGeneration } from './sharing/generation';
import { HeldPermits } from './sharing/held-permits';
import { type Lease, TablesReplaced } from './sharing/lease';
import { LeaseKeeper } from './sharing/lease-keeper';
import { type ProjectorActivity } from './status/projector-activity';
import { type ProjectorFreshness, type ProjectorStatus, readCounts, readFreshness } from './status/projector-status';
import { untilFresh } from './status/until-fresh';

const RETRY_MS = 1_000;
const ASIDE_LOOK_MS = 2_000;

const ASIDE =
  'Another version brought its definitions of these tables while this process ran, so it stands aside and computes ' +
  'nothing. Stop it; or, should its version be the right one, start it anew, and it brings its definitions back.';

/** Keeps the tables up with the record, together with every other projector of the same schema. */
export class Projector implements ProjectorControl {
  private readonly stopping = new AbortController();
  private readonly keeper: LeaseKeeper;
  private readonly agreement: Agreement;
  private readonly sharing: SharingOptions;
  private readonly definitions: string;
  private ending = new AbortController();
  private generation: number | undefined;
  private onSignal: OnSignal = () => undefined;
  private activity: ProjectorActivity = { doing: 'starting', fault: null };
  private begun: Promise<void> | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly options: ProjectorOptions) {
    const { pool, schemas, log, sharing = ALONE, hasAgreed = false } = options;
    this.sharing = sharing;
    this.definitions = definitionsDigest(options.catalogue);
    this.agreement = new Agreement({ definitions: this.definitions, partitions: sharing.partitions }, hasAgreed);
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
  }

  /** Resolves when the tables and views are there; the work goes on in the background until `stop`. */
  async start(): Promise<void> {
    await migrateProjection(this.options.pool, this.options.schemas);
    this.begun ??= new Promise((begun) => (this.running = this.work(begun)));
    await this.begun;
  }

  /** Resolves when the page and batch at hand are committed, and others may take over. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.ending.abort();
    await this.running;
    await this.keeper.stop();
  }

  async freshness(): Promise<ProjectorFreshness> {
    const { pool, schemas, store, now } = this.options;
    const tables = await readFreshness(pool, schemas.tables, store, now());
    return { ...tables, ...this.activityNow(), projectorId: this.keeper.id, holds: this.keeper.holdings.work };
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
  async rebuild(): Promise<void> {
    const done = await this.keeper.whileRebuilding(this.stopping.signal, (lease) => this.rebuildUnder(lease));
    if (done === undefined) throw new Error('The projector was stopped before its turn to rebuild came.');
  }

  /** What the tables said at an instant, in schemas of their own beside the live ones. */
  async rebuildAsOf(recordedAt: string): Promise<TablesAsOf> {
    const { store, pool, schemas, catalogue, zone } = this.options;
    const lock = new ProjectorLock(pool, `tables of ${schemasAsOf(schemas, recordedAt).tables}`);
    const lost = new AbortController();
    await lock.acquire(
      this.stopping.signal,
      () => undefined,
      () => lost.abort(),
    );
    try {
      return await rebuildAsOf(pool, schemas, catalogue, store, recordedAt, zone);
    } finally {
      lock.release();
    }
  }

  private asOf(): string {
    return endOfYesterday(this.options.now(), this.options.zone);
  }

  private is(doing: ProjectorActivity['doing'], fault: string | null = null): void {
    const before = this.activity;
    this.activity = { doing, fault };
    if (before.doing !== doing || before.fault !== fault) this.keeper.wake();
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
    const { pool, schemas, store } = this.options;
    await migrateProjection(pool, schemas);
    this.keeper.start();
    const agreed = await this.agree(begun);
    begun();
    if (agreed === undefined) return;
    await verifiedCheckpoint(store, pool, schemas.tables);
    this.options.onAgreed?.();
    await this.follow(agreed);
  }

  /** Resolves once the tables follow our definitions, by our doing where it is ours to do. */
  private async agree(begun: () => void): Promise<Generation | undefined> {
    const { pool, schemas, log } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const found = await readGeneration(pool, schemas.tables);
      switch (this.agreement.judge(found)) {
        case 'agreed':
          return found;
        case 'to-bring':
          await this.keeper.whileRebuilding(signal, (lease) => this.adopt(lease, begun), begun);
          break;
        case 'aside':
          if (this.activity.doing !== 'aside') log.warn(ASIDE);
          this.is('aside', ASIDE);
          this.keeper.takePart(false);
          begun();
          await pause(ASIDE_LOOK_MS, signal);
      }
    }
    return undefined;
  }

  /** Brings our definitions, unless another process was faster. */
  private async adopt(lease: Lease, begun: () => void): Promise<void> {
    const { pool, schemas, catalogue, log, store } = this.options;
    const found = await readGeneration(pool, schemas.tables);
    if (this.agreement.judge(found) !== 'to-bring') return;
    await dropShadowsOf(pool, schemas);
    await adoptDefinitions(new Projection(pool, schemas, catalogue), {
      permit: this.permits(found).under([lease]),
      shadow: shadowOf(schemas, lease.epoch),
      definitions: this.definitions,
      partitions: this.sharing.partitions,
      asOf: this.asOf(),
      onRebuild: async (changed) => {
        begun();
        await verifiedCheckpoint(store, pool, schemas.tables);
        log.info(`Rebuilding ${changed.join(', ')}: their definition changed.`);
        this.is('rebuilding');
      },
    });
  }

  private async rebuildUnder(lease: Lease): Promise<true> {
    const { store, pool, schemas, catalogue } = this.options;
    const found = await readGeneration(pool, schemas.tables);
    if (found.definitions !== this.definitions) throw new Error(ASIDE);
    await dropShadowsOf(pool, schemas);
    const live = new Projection(pool, schemas, catalogue);
    const { position } = await store.head();
    const shadow = await projectShadow(live, store, position, this.asOf(), shadowOf(schemas, lease.epoch));
    await mergeShadow(live, shadow, store, this.asOf(), {
      permit: this.permits(found).under([lease]),
      finish: (client) => beginGeneration(client, schemas.tables, null),
    });
    return true;
  }

  private permits({ generation, partitions }: Generation): HeldPermits {
    const { pool, schemas } = this.options;
    return new HeldPermits(pool, schemas.tables, this.keeper, generation, partitions);
  }

  private async follow(agreed: Generation): Promise<void> {
    const { pool, schemas, catalogue } = this.options;
    this.ending = new AbortController();
    this.generation = agreed.generation;
    if (this.stopping.signal.aborted) return;
    this.is('following');
    this.keeper.takePart(true);
    // Whatever the parts keep in memory is of this generation.
    const projection = new Projection(pool, schemas, catalogue, 'live', this.permits(agreed));
    const onReady = (onSignal: OnSignal): void => void (this.onSignal = onSignal);
    await followRecord(projection, this.options, this.keeper, () => this.asOf(), this.ending, onReady);
  }
}
