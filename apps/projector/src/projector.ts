import { CheckpointMismatch } from '@gemba/event-sourcing';
import { endOfYesterday } from './analyses/end-of-yesterday';
import { verifiedCheckpoint } from './feed/checkpoint';
import { followRecord } from './follow-record';
import { pause } from './pause';
import { type ProjectorControl } from './projector-control';
import { type ProjectorOptions } from './projector-options';
import { Projection } from './projection';
import { ProjectorLock } from './projector-lock';
import { mergeShadow, projectShadow } from './rebuild/rebuild-from-record';
import { rebuildAsOf, type TablesAsOf } from './rebuild/rebuild-as-of';
import { rebuildTables } from './rebuild/rebuild-tables';
import { migrateProjection } from './schema/migrate-projection';
import {
  type ProjectorActivity,
  type ProjectorFreshness,
  type ProjectorStatus,
  readCounts,
  readFreshness,
} from './status/projector-status';
import { untilFresh } from './status/until-fresh';

type ExclusiveWork = (projection: Projection) => Promise<void>;

const RETRY_MS = 1_000;

/** Keeps the tables up with the record: one at a time for a schema, others wait their turn. */
export class Projector implements ProjectorControl {
  private readonly stopping = new AbortController();
  private readonly lock: ProjectorLock;
  private readonly exclusive: ExclusiveWork[] = [];
  private interrupt: () => void = () => undefined;
  private activity: ProjectorActivity = { doing: 'waiting', fault: null };
  private begun: Promise<void> | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly options: ProjectorOptions) {
    this.lock = new ProjectorLock(options.pool, options.schemas.tables);
  }

  /** Resolves when the tables and views are there; the work goes on in the background until `stop`. */
  async start(): Promise<void> {
    await migrateProjection(this.options.pool, this.options.schemas);
    this.begun ??= new Promise((begun) => (this.running = this.work(begun)));
    await this.begun;
  }

  /** Resolves when the page and batch at hand are committed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.interrupt();
    await this.running;
  }

  freshness(): Promise<ProjectorFreshness> {
    const { pool, schemas, store, now } = this.options;
    return readFreshness(pool, schemas.tables, store, this.activity, now());
  }

  async status(): Promise<ProjectorStatus> {
    const { pool, schemas } = this.options;
    return { ...(await this.freshness()), ...(await readCounts(pool, schemas.tables)) };
  }

  /** Resolves once every table holds all that was recorded when it was called. */
  waitUntilFresh(signal: AbortSignal): Promise<void> {
    return untilFresh(() => this.freshness(), signal);
  }

  /** Computes everything anew from the record, beside the live tables, and merges it into them at once. */
  async rebuild(): Promise<void> {
    const { store, pool, schemas, catalogue } = this.options;
    const live = new Projection(pool, schemas, catalogue);
    const { position } = await store.head();
    const shadow = await projectShadow(live, store, position, this.asOf());
    await this.exclusively((projection) => mergeShadow(projection, shadow, store, this.asOf()));
  }

  /** What the tables said at an instant, in schemas of their own beside the live ones. */
  rebuildAsOf(recordedAt: string): Promise<TablesAsOf> {
    const { store, pool, schemas, catalogue, zone } = this.options;
    return rebuildAsOf(pool, schemas, catalogue, store, recordedAt, zone);
  }

  private asOf(): string {
    return endOfYesterday(this.options.now(), this.options.zone);
  }

  /** Runs while neither feed nor drain does. */
  private exclusively(work: ExclusiveWork): Promise<void> {
    return new Promise((resolve, reject) => {
      this.exclusive.push((projection) => work(projection).then(resolve, reject));
      this.interrupt();
    });
  }

  private async work(begun: () => void): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.activity = { doing: 'waiting', fault: this.activity.fault };
      try {
        // Whoever holds the lock has made, or is making, the tables ready.
        await this.lock.acquire(signal, begun, (error) => this.lost(error));
        await this.session(begun);
      } catch (error) {
        // Going on would mix two records in these tables: only a person can tell what happened.
        const isFinal = error instanceof CheckpointMismatch;
        this.activity = { doing: isFinal ? 'refusing' : 'failing', fault: (error as Error).message };
        this.options.log.error('The projector broke off.', error as Error);
        begun();
        if (isFinal) return;
        await pause(RETRY_MS, signal);
      } finally {
        this.lock.release();
      }
    }
    this.activity = { doing: 'stopped', fault: null };
  }

  private lost(error: Error): void {
    this.options.log.warn(`The connection that holds the projector's lock broke off: ${error.message}`);
    this.interrupt();
  }

  /** One life with the lock: what is missing or changed first, then the loops, which give way to exclusive work. */
  private async session(begun: () => void): Promise<void> {
    const { store, pool, schemas, catalogue, log } = this.options;
    let projection = new Projection(pool, schemas, catalogue);
    const changed = await projection.prepare();
    begun();
    await verifiedCheckpoint(store, pool, schemas.tables);
    if (changed.length > 0) {
      log.info(`Rebuilding ${changed.join(', ')}: their definition changed.`);
      this.activity = { doing: 'rebuilding', fault: null };
      await rebuildTables(projection, changed, this.asOf());
    }
    while (!this.stopping.signal.aborted) {
      const work = this.exclusive.shift();
      if (work === undefined) {
        this.activity = { doing: 'following', fault: null };
        await this.follow(projection);
        if (this.exclusive.length === 0) return;
      } else {
        this.activity = { doing: 'rebuilding', fault: null };
        await work(projection);
      }
      // What the parts keep in memory may be of before.
      projection = new Projection(pool, schemas, catalogue);
    }
  }

  private async follow(projection: Projection): Promise<void> {
    const ending = new AbortController();
    this.interrupt = () => ending.abort();
    if (this.stopping.signal.aborted || this.exclusive.length > 0) return;
    await followRecord(projection, this.options, () => this.asOf(), ending);
  }
}
