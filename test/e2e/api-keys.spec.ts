import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeTestDataDir } from '@gemba/test-support';
import { type CliRun, gemba, StandaloneProcess } from '@gemba/test-support/processes';

const LIMIT_MS = 30_000;

describe('API keys of a running Gemba', () => {
  const [dataDir, files] = [makeTestDataDir(), makeTestDataDir()];
  const file = join(files, 'api-keys');
  let standalone: StandaloneProcess;

  const apiKey = (...args: string[]): Promise<CliRun> =>
    gemba(['api-key', ...args], { GEMBA_API_KEYS_FILE: file }, files);
  const made = ({ stdout }: CliRun): { readonly key: string; readonly id: string } => {
    const key = stdout.trim();
    return { key, id: key.split('_')[1]! };
  };
  const statusWith = async (key: string): Promise<number> =>
    (await standalone.request('/v1/freshness', { headers: { authorization: `Bearer ${key}` } })).status;
  const until = async (key: string, status: number): Promise<void> => {
    for (const deadline = Date.now() + LIMIT_MS; (await statusWith(key)) !== status; await delay(100))
      if (Date.now() > deadline) throw new Error(`It never answered ${status}.`);
  };

  let first: ReturnType<typeof made>;

  beforeAll(async () => {
    first = made(await apiKey('new', '--scopes', 'read', '--file', file, '--note', 'the board'));
    standalone = await StandaloneProcess.start(dataDir, { GEMBA_API_KEYS_FILE: file, GEMBA_LOG_LEVEL: 'debug' });
  });
  afterAll(async () => {
    await standalone.end('SIGTERM');
    for (const folder of [dataDir, files]) rmSync(folder, { recursive: true, force: true });
  });

  it('let their holders in, and nobody else', async () => {
    expect((await standalone.request('/v1/freshness')).status).toBe(401);
    // Let in, one may still hear for a moment that the tables are being made: 503, and never 401.
    expect([200, 503]).toContain(await statusWith(first.key));
    await until(first.key, 200);
    const status = await gemba(['status'], { GEMBA_URL: standalone.instance.httpUrl, GEMBA_API_KEY: first.key });
    expect([status.exitCode, status.stdout]).toEqual([0, expect.stringContaining('fresh')]);
  });

  it('are rotated while it runs: the new one holds beside the old one until that is revoked', async () => {
    const second = made(await apiKey('rotate', first.id, '--overlap', '1h', '--expires', '90d'));
    await until(second.key, 200);
    expect(await statusWith(first.key)).toBe(200);
    const { stdout } = await apiKey('list');
    expect(stdout).toMatch(
      new RegExp(`^${first.id} .*0 days left .*the board\\n${second.id} .*89 days left .*the board\\n$`),
    );
    expect((await apiKey('revoke', first.id)).exitCode).toBe(0);
    await until(first.key, 401);
    expect(await statusWith(second.key)).toBe(200);
    for (const { key } of [first, second]) expect(standalone.text).not.toContain(key.slice(15));
    expect(standalone.text).toContain(`these hold: ${second.id}`);
  });

  it('of which the last was revoked leave it shut', async () => {
    const [{ id }] = JSON.parse((await apiKey('list', '--json')).stdout) as [{ id: string }];
    await apiKey('revoke', id);
    const late = made(await apiKey('new', '--scopes', 'read', '--file', file));
    await until(late.key, 200);
    expect((await standalone.request('/v1/freshness')).status).toBe(401);
  });

  it.each([[['rotate', 'nobody']], [['revoke', 'nobody']]])('are not changed by %j', async (args) => {
    const before = (await apiKey('list')).stdout;
    expect(await apiKey(...args)).toMatchObject({ exitCode: 4, stdout: '' });
    expect((await apiKey('list')).stdout).toBe(before);
  });

  it.each([[['new', '--expires', 'yesterday']], [['new', '--scopes', 'everything']], [['rotate']], [['make']], [[]]])(
    'are not made by a mistake: %j ends with 2',
    async (args) => expect(await apiKey(...args)).toMatchObject({ exitCode: 2, stdout: '' }),
  );
});
