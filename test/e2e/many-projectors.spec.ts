import { type StreamWrite } from '@gemba/event-sourcing';
import { migrateRecord, PostgresEventStore } from '@gemba/event-store-postgres';
import { arrivalsOf, streamWritesOf } from '@gemba/intake';
import { createPool } from '@gemba/platform';
import {
  createTestDatabase,
  startTestServer,
  type TestDatabase,
  type TestServer,
  waitUntil,
} from '@gemba/test-support';
import { AppProcess, gemba } from '@gemba/test-support/processes';
import { Pool } from 'pg';
import { LIVE_SCHEMAS } from '../../apps/projector/src/database/schema-names';
import { Projection } from '../../apps/projector/src/projection';
import { type ProjectorStatus } from '../../apps/projector/src/status/projector-status';
import { prepareProjection } from '../../apps/projector/src/schema/migrate-projection';
import { SHIPPED } from '../../apps/projector/src/schema/read-model-catalogue';
import { contents, createSchemas } from '../../apps/projector/src/testing/test-projection';

const DEALS = 400;
const EVENTS_A_WRITE = 20;
const PARTS = 12;
/** Takeovers, four of them, and the tables computed twice. */
const LIMIT_MS = 600_000;

describe('projectors as processes of their own, on a database that is migrated already', () => {
  const running = new Map<string, AppProcess>();
  let server: TestServer & { stop(): Promise<void> };
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;

  beforeAll(async () => {
    server = await startTestServer();
    database = await createTestDatabase(server);
    const admin = new Pool({ connectionString: database.adminUrl, max: 1 });
    await migrateRecord(admin, 'gemba_app');
    await admin.end();
    await prepareProjection(database.adminUrl);
    pool = createPool({
      url: database.appUrl,
      applicationName: 'spec',
      connectionsMax: 8,
      onIdleError: () => undefined,
    });
    store = new PostgresEventStore(pool);
  });
  afterAll(async () => {
    for (const app of running.values()) app.signal('SIGCONT');
    await Promise.all([...running.values()].map((app) => app.end('SIGKILL')));
    await store.close();
    await pool.end();
    await server.stop();
  });

  const start = async (): Promise<string> => {
    const app = await AppProcess.spawn('projector', {
      GEMBA_DATABASE_URL: database.appUrl,
      GEMBA_PROJECTOR_LEASE_SECONDS: '5',
      GEMBA_LOG_LEVEL: 'info',
    });
    running.set(app.httpUrl, app);
    await app.untilReady();
    return app.httpUrl;
  };
  const status = async (url: string): Promise<ProjectorStatus> =>
    (await (await fetch(`${url}/v1/status`)).json()) as ProjectorStatus;
  const shares = async (url: string): Promise<number[]> =>
    (await status(url)).projectors.map(({ partitions }) => partitions.length);
  const untilShared = (url: string, ...wanted: number[]): Promise<void> =>
    waitUntil(async () => JSON.stringify(await shares(url)) === JSON.stringify(wanted));
  const untilFresh = (url: string): Promise<void> =>
    waitUntil(async () => {
      const { head, tables } = await status(url);
      return tables.every(({ state, position }) => state === 'fresh' && position === head);
    });
  /** Which process holds this of the work. */
  const holderOf = async (role: string): Promise<string> => {
    for (const url of running.keys()) if ((await status(url)).holds.roles.includes(role)) return url;
    return holderOf(role);
  };

  it(
    'bring every table to the end of the record, though some are killed and some stopped in the middle',
    async () => {
      const writes: StreamWrite[] = [...streamWritesOf(arrivalsOf({ deals: DEALS, seed: 7 }), EVENTS_A_WRITE)].flat();
      const portions = [0, 1, 2, 3].map((no) => writes.filter((_, i) => Math.floor((i * 4) / writes.length) === no));
      const recordWhile = async (portion: readonly StreamWrite[], happens: () => Promise<void>): Promise<void> => {
        const half = Math.floor(portion.length / 2);
        for (let i = 0; i < half; i += 200) await store.append(portion.slice(i, Math.min(half, i + 200)));
        await happens();
        for (let i = half; i < portion.length; i += 200) await store.append(portion.slice(i, i + 200));
      };
      const [first, second] = [await start(), await start()];
      await untilShared(first, PARTS / 2, PARTS / 2);
      await recordWhile(portions[0]!, () => Promise.resolve());

      let survivor = first;
      await recordWhile(portions[1]!, async () => {
        const doomed = await holderOf('feed');
        survivor = doomed === first ? second : first;
        expect(await running.get(doomed)!.end('SIGKILL')).toBeNull();
        running.delete(doomed);
      });
      await untilShared(survivor, PARTS);
      await untilFresh(survivor);

      const third = await start();
      await untilShared(survivor, PARTS / 2, PARTS / 2);
      const stopped = await holderOf('feed');
      const other = stopped === third ? survivor : third;
      await recordWhile(portions[2]!, async () => void running.get(stopped)!.signal('SIGSTOP'));
      await untilShared(other, PARTS);
      await untilFresh(other);
      await recordWhile(portions[3]!, async () => void running.get(stopped)!.signal('SIGCONT'));
      await waitUntil(async () => (await shares(other)).filter((parts) => parts === PARTS / 2).length === 2);
      for (const url of running.keys()) await untilFresh(url);

      const { rows } = await pool.query<Record<string, unknown>>(
        `select count(*) as events, count(distinct event_id) as ids, (select events from projection.checkpoint) as fed,
         (select max(as_of) from projection.table_state) as as_of
       from projection.history`,
      );
      const { as_of: asOf, ...counts } = rows[0]!;
      const recorded = Number((await store.head()).position);
      expect(counts).toEqual({ events: recorded, ids: recorded, fed: recorded });
      const schemas = await createSchemas(pool, 'by_one');
      const single = new Projection(pool, schemas, SHIPPED);
      await single.prepare();
      await single.catchUp(store, BigInt(recorded), asOf as string);
      expect(await contents(pool, LIVE_SCHEMAS, SHIPPED)).toEqual(await contents(pool, schemas, SHIPPED));
    },
    LIMIT_MS,
  );

  it('say who does what, each of them, and one that is told to stop gives it to the others', async () => {
    const [one, other] = [...running.keys()];
    const { stdout } = await gemba(['status'], { GEMBA_URL: one! });
    expect(stdout).toContain('2 projectors share the work.');
    expect(stdout).toMatch(/:\d+ \(this one\) +following +\S+ +[\d–, ]+\n/);
    const rebuild = await fetch(`${one}/v1/rebuilds`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { rebuildId } = (await rebuild.json()) as { rebuildId: string };
    await waitUntil(async () => {
      const answer = await fetch(`${other}/v1/rebuilds/${rebuildId}`);
      const { state, fault } = (await answer.json()) as { state: string; fault: string | null };
      if (state === 'failed') throw new Error(`The rebuild failed: ${fault}`);
      return state === 'done';
    });
    await untilFresh(other!);
    await waitUntil(async () => {
      const metrics = await (await fetch(`${other}/metrics`)).text();
      return metrics.includes(`\ngemba_projector_partitions ${PARTS / 2}\n`);
    });
    expect(await running.get(one!)!.end('SIGTERM')).toBe(0);
    running.delete(one!);
    await untilShared(other!, PARTS);
  });
});
