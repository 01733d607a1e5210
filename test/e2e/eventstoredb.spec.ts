import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WireServer } from '@gemba/event-store-eventstoredb/testing';
import { makeTestDataDir, waitUntil } from '@gemba/test-support';
import { Client } from 'pg';
import { type CliRun, gemba, StandaloneProcess } from '@gemba/test-support/processes';
import { SMALL_CRM_MAPPING, smallCrmFile } from './small-crm';

const DEALS = 150;
const STAGES = ['opened', 'approach', 'offer', 'negotiation', 'won'];

/** Deals that went through some of the stages, a day each. */
const rows = (): string[] =>
  Array.from({ length: DEALS }, (_, deal) =>
    STAGES.slice(0, 2 + (deal % 4)).map(
      (stage, day) =>
        `d${deal},${stage},2026-03-${String(2 + day + (deal % 20)).padStart(2, '0')}T09:00:00Z,rep${deal % 7}`,
    ),
  ).flat();

const EVENT = {
  specversion: '1.0',
  type: 'gemba.DealOpened.v1',
  source: 'crm',
  id: 'opened-1',
  time: '2026-04-02T09:00:00Z',
  data: { dealId: 'crm:1' },
};

/** A Gemba of its own, and what BI sees of it. */
class Instance {
  readonly dataDir = makeTestDataDir();
  process!: StandaloneProcess;

  constructor(private readonly environment: Readonly<Record<string, string>>) {}

  async start(): Promise<void> {
    this.process = await StandaloneProcess.start(this.dataDir, this.environment);
  }

  run(...args: string[]): Promise<CliRun> {
    return gemba(args, { GEMBA_DATA_DIR: this.dataDir }, this.dataDir);
  }

  async tables(): Promise<Record<string, unknown[]>> {
    const client = new Client({ connectionString: (await this.run('sql-url')).stdout.trim() });
    await client.connect();
    try {
      const found: Record<string, unknown[]> = {};
      for (const table of ['deal_state', 'stage_visit', 'deal_history', 'win_rate']) {
        const { rows: all } = await client.query<Record<string, unknown>>(
          `select to_jsonb(t) - '{position,recorded_at,since_position}'::text[] as row from bi_v1.${table} t order by 1`,
        );
        found[table] = all.map(({ row }) => row);
      }
      return found;
    } finally {
      await client.end();
    }
  }

  async end(): Promise<void> {
    await this.process.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

describe('Gemba with its record in EventStoreDB', () => {
  let server: WireServer;
  let inPostgres: Instance;
  let inEventStoreDb: Instance;

  beforeAll(async () => {
    server = await WireServer.start();
    inPostgres = new Instance({});
    inEventStoreDb = new Instance({
      GEMBA_EVENT_STORE: 'eventstoredb',
      GEMBA_EVENTSTOREDB_URL: server.connectionString(),
    });
    for (const instance of [inPostgres, inEventStoreDb]) {
      writeFileSync(join(instance.dataDir, 'small.mapping.yaml'), SMALL_CRM_MAPPING);
      writeFileSync(join(instance.dataDir, 'deals.csv'), smallCrmFile(rows()));
      await instance.start();
    }
  });

  afterAll(async () => {
    await Promise.all([inPostgres.end(), inEventStoreDb.end()]);
    await server.stop();
  });

  const importDeals = (instance: Instance): Promise<CliRun> =>
    instance.run('import', 'deals.csv', '--mapping', 'small.mapping.yaml');

  it('has the tables of one with its record in PostgreSQL, after the same import', async () => {
    for (const instance of [inPostgres, inEventStoreDb]) {
      const { stdout } = await importDeals(instance);
      expect(stdout).toContain(`${rows().length} events: ${rows().length} recorded, 0 were there already.`);
      expect((await instance.run('status', '--wait')).exitCode).toBe(0);
    }
    const [expected, tables] = [await inPostgres.tables(), await inEventStoreDb.tables()];
    expect(expected['deal_history']).toHaveLength(rows().length);
    expect(tables).toEqual(expected);
    expect(server.log.events.filter(({ stream }) => stream.startsWith('gemba.'))).toHaveLength(rows().length);
  });

  it('records nothing twice', async () => {
    expect((await importDeals(inEventStoreDb)).stdout).toContain(`0 recorded, ${rows().length} were there already.`);
  });

  it('replays a deal from the record, and checks the record as far as this store lets it', async () => {
    const { stdout } = await inEventStoreDb.run('replay', 'small:d3');
    expect(stdout).toContain('Deal small:d3: 5 events in 1 streams');
    const verified = await inEventStoreDb.run('verify');
    expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    expect(verified.stdout).toContain(`The record is intact: ${rows().length} events in ${DEALS} streams.`);
    expect(verified.stdout).toContain('Not checked: Whether a stream is gone as a whole');
    expect((await inPostgres.run('verify')).stdout).not.toContain('Not checked');
  });

  it('is not ready while the server is away, loses nothing, and goes on by itself', async () => {
    const { process } = inEventStoreDb;
    server.goDown();
    const publish = () => process.publish('application/cloudevents+json', JSON.stringify(EVENT));
    const unready = async (): Promise<unknown> => {
      const { checks } = (await (await process.request('/health/ready')).json()) as { checks?: { error: object } };
      return checks?.error;
    };
    await waitUntil(async () => JSON.stringify(await unready())?.includes('The record cannot be reached') ?? false);
    expect(await unready()).toMatchObject({ record: { status: 'down' } });
    expect((await publish()).status).toBe(503);
    server.comeUp();
    await waitUntil(async () => (await process.request('/health/ready')).status === 200);
    await waitUntil(async () => (await (await publish()).text()).includes('"recorded"'));
    await waitUntil(async () => (await inEventStoreDb.tables())['deal_history']!.length === rows().length + 1);
  });

  it('stops in order and goes on where it stood', async () => {
    const before = await inEventStoreDb.tables();
    expect(await inEventStoreDb.process.end('SIGTERM')).toBe(0);
    await inEventStoreDb.start();
    expect((await inEventStoreDb.run('status', '--wait')).stdout).toContain('Every table is fresh.');
    expect(await inEventStoreDb.tables()).toEqual(before);
    expect(inEventStoreDb.process.text).not.toContain('esdb://');
  });
});
