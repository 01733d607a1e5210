import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { makeTestDataDir } from '@gemba/test-support';
import { StandaloneProcess } from '@gemba/test-support/processes';

const cloudEvent = (id: number): object => ({
  specversion: '1.0',
  type: 'gemba.DealOpened.v1',
  source: 'crm',
  id: `opened-${id}`,
  time: '2026-09-02T12:00:00+02:00',
  data: { dealId: `crm:${id}` },
});

const eventsIn = async (standalone: StandaloneProcess): Promise<string[]> => {
  const client = new Client({ connectionString: standalone.instance.sqlUrl! });
  await client.connect();
  try {
    const { rows } = await client.query<{ deal_id: string }>('select deal_id from bi_v1.deal_history');
    return rows.map(({ deal_id }) => deal_id);
  } finally {
    await client.end();
  }
};

async function* concatenated(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

/** A file that never ends: only its sender's going can stop its import. */
async function* endlessRows(sender: number, gone: AbortSignal): AsyncGenerator<string> {
  for (let row = 0; !gone.aborted; row++) {
    yield `${sender}-${row},2026-09-02T10:00:00Z\n`;
    await delay(1);
  }
}

/** Tables follow the record; they are waited for by asking, never by sleeping a guessed time. */
const untilShown = async (standalone: StandaloneProcess, deals: number): Promise<Set<string>> => {
  for (;;) {
    const shown = new Set(await eventsIn(standalone));
    if (shown.size >= deals) return shown;
    await delay(100);
  }
};

describe('standalone, as `npm start` runs it', () => {
  const dataDir = makeTestDataDir();
  let standalone: StandaloneProcess;

  beforeAll(async () => void (standalone = await StandaloneProcess.start(dataDir)));
  afterAll(async () => {
    await standalone.end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('prints where everything is, and no password', () => {
    const { httpUrl, sqlUrl } = standalone.instance;
    const password = new URL(sqlUrl!).password;
    expect(password).not.toBe('');
    expect(standalone.text).not.toContain(password);
    for (const text of [`${httpUrl}/v1`, `${httpUrl}/docs`, 'postgres://bi_reader@127.0.0.1:', dataDir]) {
      expect(standalone.text).toContain(text);
    }
  });

  it('tells only its owner how to reach it', () => {
    expect(statSync(join(dataDir, 'instance.json')).mode & 0o777).toBe(0o600);
  });

  it('takes events in three forms, and its tables show them', async () => {
    await standalone.publish('application/cloudevents+json', JSON.stringify(cloudEvent(1)));
    await standalone.publish('application/cloudevents-batch+json', JSON.stringify([cloudEvent(2), cloudEvent(3)]));
    const lines = [4, 5, 1].map((id) => JSON.stringify(cloudEvent(id))).join('\n');
    const answer = await (await standalone.publish('application/x-ndjson', lines)).text();
    expect(answer.trim().split('\n')).toHaveLength(3);
    expect([...(await untilShown(standalone, 5))].sort()).toEqual(['crm:1', 'crm:2', 'crm:3', 'crm:4', 'crm:5']);
  });

  it('refuses a body beyond the limit and says what the limit is', async () => {
    const answer = await standalone.publish('application/cloudevents+json', ' '.repeat(8 * 1024 * 1024 + 1));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'body-too-large', limitBytes: 8 * 1024 * 1024 });
  });

  it('streams without a limit on the whole', async () => {
    const line = `${JSON.stringify({ ...cloudEvent(1), ignored: 'x'.repeat(100_000) })}\n`;
    const answer = await (await standalone.publish('application/x-ndjson', line.repeat(120))).text();
    expect(answer.trim().split('\n')).toHaveLength(120);
  });

  it('imports a file it is sent, and says how far it has come', async () => {
    const form = new FormData();
    form.set(
      'mapping',
      'mapping: 1\nname: t\nversion: 1\nsource: sheet\nformat: csv\ncase: "{job}"\ntime: { column: on }\n',
    );
    form.set('file', new Blob(['job,on\n1,2026-09-02T10:00:00Z\n2,never\n']), 'jobs.csv');
    const answer = await standalone.request('/v1/imports', { method: 'POST', body: form });
    const lines = (await answer.text()).trim().split('\n');
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({
      kind: 'done',
      figures: { rows: 2, recorded: 1, quarantined: 1 },
    });
  });

  it('refuses a faulty mapping before it records anything', async () => {
    const form = new FormData();
    form.set('mapping', 'mapping: 1\nformat: csv\n');
    form.set('file', new Blob(['a\n'.repeat(2_000_000)]), 'large.csv');
    const answer = await standalone.request('/v1/imports', { method: 'POST', body: form });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: 'mapping-faulty', field: 'mapping' });
  });

  it('stops an import whose sender is gone, so that others find room', async () => {
    const form = (rows: AsyncIterable<string>) => {
      const head = '--b\r\ncontent-disposition: form-data; name="mapping"\r\n\r\n';
      const file = '\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\njob,on\n';
      const mapping =
        'mapping: 1\nname: g\nversion: 1\nsource: gone\nformat: csv\ncase: "{job}"\ntime: { column: on }\n';
      return Readable.from(concatenated(head + mapping + file, rows)).map((text: string) => Buffer.from(text));
    };
    for (let sender = 0; sender < 4; sender++) {
      const gone = new AbortController();
      const answer = await standalone.request('/v1/imports', {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: form(endlessRows(sender, gone.signal)),
        duplex: 'half',
        signal: gone.signal,
      } as RequestInit);
      expect(answer.status).toBe(200);
      gone.abort();
    }
  });

  it('describes its interface and serves the page for it', async () => {
    const description = (await (await standalone.request('/openapi.json')).json()) as { paths: object };
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining(['/v1/events', '/v1/imports', '/v1/quarantine', '/health/ready']),
    );
    expect((await standalone.request('/docs')).status).toBe(200);
  });

  it('refuses a second instance on its data folder, and says who runs there', async () => {
    const second = StandaloneProcess.spawn(dataDir);
    expect(await second.exitCode()).toBe(1);
    expect(second.text).toContain(`process ${standalone.pid}`);
    expect((await standalone.request('/health/ready')).status).toBe(200);
  });

  it('continues on the same data after SIGTERM, which stops PostgreSQL too', async () => {
    const postmaster = standalone.postmasterPid;
    expect(postmaster).not.toBeNull();
    expect(await standalone.end('SIGTERM')).toBe(0);
    expect(standalone.postmasterPid).toBeNull();
    expect(readdirSync(dataDir)).not.toContain('instance.json');
    standalone = await StandaloneProcess.start(dataDir);
    const answer = await standalone.publish('application/cloudevents+json', JSON.stringify(cloudEvent(1)));
    expect(await answer.json()).toMatchObject({ outcome: 'duplicate' });
  });

  it('loses nothing acknowledged to kill -9, and leaves no orphan in the way', async () => {
    const acknowledged: number[] = [];
    let isDead = false;
    const publishing = (async () => {
      for (let id = 1_000; !isDead; id++) {
        const answer = await standalone.publish('application/cloudevents+json', JSON.stringify(cloudEvent(id)));
        if (((await answer.json()) as { outcome: string }).outcome === 'recorded') acknowledged.push(id);
      }
    })().catch(() => undefined);
    while (acknowledged.length < 50) await delay(5);
    await standalone.end('SIGKILL');
    isDead = true;
    await publishing;
    standalone = await StandaloneProcess.start(dataDir);
    const again = await standalone.publish(
      'application/cloudevents-batch+json',
      JSON.stringify(acknowledged.map(cloudEvent)),
    );
    const { results } = (await again.json()) as { results: { outcome: string }[] };
    expect(results.map(({ outcome }) => outcome)).toEqual(acknowledged.map(() => 'duplicate'));
  });
});

describe('a start that cannot be', () => {
  it('lists every fault of the configuration and starts nothing', async () => {
    const dataDir = makeTestDataDir();
    const standalone = StandaloneProcess.spawn(dataDir, { GEMBA_HTTP_PORT: 'x', GEMBA_LOG_LEVEL: 'y', GEMBA_Z: '' });
    expect(await standalone.exitCode()).toBe(1);
    expect(standalone.text.match(/^ {2}- GEMBA_/gm)).toHaveLength(3);
    expect(readdirSync(dataDir)).toEqual([]);
    rmSync(dataDir, { recursive: true });
  });

  it('refuses to listen beyond loopback without API keys', async () => {
    const dataDir = makeTestDataDir();
    const standalone = StandaloneProcess.spawn(dataDir, { GEMBA_HTTP_HOST: '0.0.0.0' });
    expect(await standalone.exitCode()).toBe(1);
    expect(standalone.text).toContain('neither GEMBA_API_KEYS nor GEMBA_OIDC_ISSUER is set');
    rmSync(dataDir, { recursive: true });
  });
});
