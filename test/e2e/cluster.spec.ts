import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { PROCESS_TEMPLATES } from '@gemba/sales-process';
import { makeTestDataDir, startTestServer, type TestServer } from '@gemba/test-support';
import { ImageProcess } from '@gemba/test-support/processes';
import { compose } from '../deploy/deploy-files';

const LIMIT_MS = 90_000;
const DEPLOY = join(__dirname, '../../deploy');

const told = (id: string, type: string, time: string, data: object): string =>
  JSON.stringify({ specversion: '1.0', type: `gemba.${type}.v1`, source: 'crm', id, time, data });
const entered = (id: string, dealId: string, day: number, stepKey: string): string =>
  told(id, 'StepEntered', `2026-03-0${day}T09:00:00Z`, { dealId, stepKey });
const opened = (id: string, dealId: string): string =>
  told(id, 'DealOpened', '2026-03-01T09:00:00Z', { dealId, processId: 'gemba:customer-journey', ownerId: 'ann' });

/**
 * What the compose file starts, with the very environment that it gives, over a PostgreSQL that knows nothing of Gemba. But
 * for Kafka, whose specs are test/kafka's, and for ports, of which any free one will do.
 */
describe('a cluster over a PostgreSQL of somebody else’s', () => {
  const secrets = makeTestDataDir();
  const { services } = compose();
  const running: ImageProcess[] = [];
  let server: TestServer & { stop(): Promise<void> };
  let key: string;
  let urls: Record<'recorder' | 'projector' | 'query-api', string>;
  let projectors: readonly ImageProcess[];

  const start = (name: string, overrides: Readonly<Record<string, string>> = {}): ImageProcess => {
    const { command, environment = {} } = services[name]!;
    const given = Object.entries(environment)
      .filter(([variable]) => !variable.startsWith('GEMBA_KAFKA_'))
      .map(([variable, text]) => [
        variable,
        String(text)
          .replace('/run/secrets', secrets)
          .replace('/run/keys', join(secrets, 'keys'))
          .replace(/\$\{\w+:-(.*)\}/, '$1'),
      ]);
    const app = new ImageProcess(command!, {
      ...(Object.fromEntries(given) as Record<string, string>),
      ...('GEMBA_HTTP_PORT' in environment ? { GEMBA_HTTP_PORT: '0' } : {}),
      ...overrides,
    });
    running.push(app);
    return app;
  };

  const secret = (name: string): string => readFileSync(join(secrets, name), 'utf8');
  const as = (user: string, password: string): string =>
    server.adminUrl.replace(/\/\/[^@]*@/, `//${user}:${password}@`);
  const query = async <Row extends object>(url: string, sql: string): Promise<Row[]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  const ask = (url: string, init: RequestInit = {}): Promise<Response> =>
    fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } });
  const publish = async (...events: readonly string[]): Promise<void> => {
    const answer = await ask(`${urls.recorder}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: events.map((event) => `${event}\n`).join(''),
    });
    const lines = (await answer.text()).trim().split('\n');
    expect([answer.status, lines.filter((line) => !line.includes('"recorded"'))]).toEqual([200, []]);
  };
  const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    for (const deadline = Date.now() + LIMIT_MS; !(await holds()); await delay(100))
      if (Date.now() > deadline)
        throw new Error(
          `${what}: not within ${LIMIT_MS} ms.\n${running.map(({ text }) => text.slice(-2_000)).join('\n')}`,
        );
  };
  const untilFresh = (): Promise<void> =>
    until('every table is fresh', async () => {
      const answer = await ask(`${urls['query-api']}/v1/freshness`);
      return answer.ok && ((await answer.json()) as { fresh: boolean }).fresh;
    });
  const migrated = (): Promise<number | null> => start('migrate').exitCode();

  beforeAll(async () => {
    const said = execFileSync(process.execPath, [join(DEPLOY, 'make-secrets.mjs'), secrets], { encoding: 'utf8' });
    key = /gemba_\w{8}_[\w-]+/.exec(said)![0];
    server = await startTestServer();
    // The launcher has made what somebody else's server would not have.
    await query(server.adminUrl, 'drop owned by gemba_app, bi_reader; drop role gemba_app; drop role bi_reader');
    const appPassword = new URL(secret('database-url')).password;
    writeFileSync(join(secrets, 'database-url'), as('gemba_app', appPassword));
    writeFileSync(join(secrets, 'database-admin-url'), server.adminUrl);
  });

  afterAll(async () => {
    await Promise.all(running.map((app) => app.end('SIGKILL')));
    await server.stop();
    rmSync(secrets, { recursive: true, force: true });
  });

  it('is migrated by a process that may run twice at once, and again', async () => {
    expect(await Promise.all([migrated(), migrated()])).toEqual([0, 0]);
    expect(await migrated()).toBe(0);
    for (const { text } of running) expect(text).toBe('The database is at this version of Gemba.\n');
  });

  it('has a query-api that is not ready while no projector has made its tables', async () => {
    const queryApi = start('query-api');
    const ready = async (): Promise<Response> => fetch(`${await queryApi.url()}/health/ready`);
    expect(await (await ready()).json()).toMatchObject({ checks: { error: { tables: { status: 'down' } } } });
    projectors = [start('projector'), start('projector')];
    const [recorder] = [start('recorder')];
    urls = {
      recorder: await recorder.url(),
      projector: await projectors[0]!.url(),
      'query-api': await queryApi.url(),
    };
    for (const url of [...Object.values(urls), await projectors[1]!.url()])
      await until(`${url} is ready`, async () => (await fetch(`${url}/health/ready`)).ok);
  });

  it('lets nobody in without a key', async () => {
    for (const [url, path] of [
      [urls.recorder, '/v1/quarantine'],
      [urls.projector, '/v1/status'],
      [urls['query-api'], '/v1/deals'],
    ] as const) {
      expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 401]);
      expect([path, (await ask(`${url}${path}`)).status]).toEqual([path, 200]);
    }
  });

  it('takes events in over one process and shows their rows by another', async () => {
    const published = await ask(`${urls.recorder}/v1/processes/publish`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        file: readFileSync(PROCESS_TEMPLATES['customer-journey'], 'utf8'),
        evidenceIds: ['minutes'],
        inForceSince: '2026-01-01T00:00:00Z',
      }),
    });
    expect(published.status).toBe(200);
    await publish(
      opened('1', 'crm:1'),
      entered('2', 'crm:1', 2, 'first-talk'),
      entered('3', 'crm:1', 3, 'site-survey'),
      opened('4', 'crm:2'),
      entered('5', 'crm:2', 2, 'first-talk'),
      // Nobody has seen the site.
      entered('6', 'crm:2', 3, 'requirements'),
      entered('7', 'crm:2', 4, 'solution-design'),
    );
    await untilFresh();
    const answer = await ask(`${urls['query-api']}/v1/deals/crm:1`);
    expect(await answer.json()).toMatchObject({ deal: { dealId: 'crm:1', outcome: 'open' } });
    const history = await ask(`${urls['query-api']}/v1/deals/crm:1/history`);
    expect(((await history.json()) as { entries: unknown[] }).entries).toHaveLength(3);
  });

  it('tells BI what it found, as the role whose password the migration gave', async () => {
    const found = await query<{ subject: string }>(
      as('bi_reader', secret('bi-password')),
      "select subject, kind, conclusion ->> 'stepKey' as step from bi_v1.journal where is_last_word and holds",
    );
    expect(found).toContainEqual({ subject: 'crm:2', kind: 'ShortcutDetected', step: 'site-survey' });
    expect(new Set(found.map(({ subject }) => subject))).toEqual(new Set(['crm:2']));
  });

  it('goes on when one of its projectors is killed', async () => {
    await projectors[0]!.end('SIGKILL');
    await publish(opened('8', 'crm:3'), entered('9', 'crm:3', 2, 'first-talk'));
    await untilFresh();
    expect((await ask(`${urls['query-api']}/v1/deals/crm:3`)).status).toBe(200);
  });

  it('tells Docker by the image’s own program which process is ready', () => {
    const healthOf = (port: string): number => {
      try {
        execFileSync(process.execPath, [join(DEPLOY, 'healthcheck.mjs')], {
          env: { GEMBA_HTTP_PORT: port },
          stdio: 'pipe',
        });
        return 0;
      } catch (error) {
        return (error as { status: number }).status;
      }
    };
    expect([healthOf(new URL(urls.recorder).port), healthOf('1')]).toEqual([0, 1]);
  });

  it('writes no secret into its logs', () => {
    const logs = running.map(({ text }) => text).join('');
    expect(logs).toContain('Listening on');
    for (const name of ['database-url', 'database-admin-url', 'bi-password']) expect(logs).not.toContain(secret(name));
    for (const password of [new URL(secret('database-url')).password, key.slice(15)])
      expect(logs).not.toContain(password);
  });

  it('ends in order when it is told to', async () => {
    const alive = running.filter(({ isListening, hasEnded }) => isListening && !hasEnded);
    expect(await Promise.all(alive.map((app) => app.end('SIGTERM')))).toEqual(alive.map(() => 0));
  });
});
