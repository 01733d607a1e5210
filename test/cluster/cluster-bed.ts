import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { makeTestDataDir } from '@gemba/test-support';
import { type AppName, SupervisedApp } from '@gemba/test-support/processes';
import { migrate } from '../../apps/standalone/src/migration/migrate';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../libs/platform/src/embedded-postgres';

const MEMORY_BUDGET_BYTES = 2 * 1024 ** 3;
const LOOK_AGAIN_MS = 250;

export interface RecordCounts {
  readonly events: number;
  readonly distinct: number;
}

/** A PostgreSQL that can be stopped and comes back at the same place, and apps as processes of their own over it. */
export class ClusterBed {
  private readonly folder = mkdtempSync(join(tmpdir(), 'gemba-cluster-'));
  private readonly dataDir = makeTestDataDir();
  private postgres: EmbeddedPostgres | null = null;
  private readonly apps: SupervisedApp[] = [];

  constructor(
    private readonly firstPort: number,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  async start(): Promise<void> {
    const { adminUrl } = await this.startPostgres();
    await migrate({ adminUrl, logins: null });
  }

  async startPostgres(): Promise<EmbeddedPostgres> {
    this.postgres = await startEmbeddedPostgres({
      dataDir: this.dataDir,
      sqlPort: this.firstPort,
      memoryBudgetBytes: MEMORY_BUDGET_BYTES,
      settings: { max_connections: '200' },
    });
    return this.postgres;
  }

  async stopPostgres(): Promise<void> {
    await this.postgres?.stop();
    this.postgres = null;
  }

  get biUrl(): string {
    return this.postgres!.biUrl;
  }

  /** A further process of an app. */
  launch(app: AppName): SupervisedApp {
    const number = this.apps.length + 1;
    const launched = new SupervisedApp(
      app,
      this.firstPort + number,
      { ...this.environment, GEMBA_DATABASE_URL: this.postgres!.appUrl },
      join(this.folder, `${app}-${number}.log`),
    );
    this.apps.push(launched);
    return launched;
  }

  /** What the record holds, asked as the superuser: apps may be dead. */
  async counts(): Promise<RecordCounts> {
    const [row] = await this.query<{ events: string; distinct: string }>(
      'select count(*) as events, count(distinct event_id) as distinct from record.events',
    );
    return { events: Number(row!.events), distinct: Number(row!.distinct) };
  }

  async query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.postgres!.adminUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async untilRecorded(events: number, limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs;
    while ((await this.counts()).events < events) {
      if (Date.now() > deadline) throw new Error(`Not ${events} events after ${limitMs} ms; logs in ${this.folder}`);
      await delay(LOOK_AGAIN_MS);
    }
  }

  /** Resolves when so many events are in the record and every table holds all of them. */
  async untilFresh(events: number, limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const [state] = await this.query<{ recorded: string; stale: string; fed: boolean }>(
        `select (select count(*) from record.events) as recorded,
           (select count(*) from bi_v1.projection_position where state <> 'fresh') as stale,
           (select coalesce(max(position), 0) from record.events) = (select position from projection.checkpoint) as fed`,
      );
      if (Number(state!.recorded) >= events && state!.stale === '0' && state!.fed) return;
      if (Date.now() > deadline) {
        throw new Error(`After ${limitMs} ms: ${JSON.stringify(state)} of ${events} events; logs in ${this.folder}`);
      }
      await delay(LOOK_AGAIN_MS);
    }
  }

  /** Stops everything, PostgreSQL last. The logs stay where something went wrong. */
  async stop({ keepLogs = false } = {}): Promise<void> {
    await Promise.all(this.apps.map((app) => app.stop()));
    await this.stopPostgres();
    rmSync(this.dataDir, { recursive: true, force: true });
    if (!keepLogs) rmSync(this.folder, { recursive: true, force: true });
  }
}
