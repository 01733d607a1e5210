import { lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startEmbeddedPostgres } from './index';
import { processesWorkingIn } from './processes';
import { run, TestHostFolder, withClient } from './testing/test-host-folder';

let folder: TestHostFolder;
afterEach(() => folder.remove());

describe('who gets at the embedded PostgreSQL', () => {
  beforeEach(() => void (folder = new TestHostFolder()));

  it('lets nobody else read its data, its passwords and its socket', async () => {
    await folder.start().next('running');
    const modeOf = (path: string): string => (statSync(join(folder.dataDir, path)).mode & 0o777).toString(8);
    expect(['postgres-18', 'secrets', 'run'].map(modeOf)).toEqual(['700', '700', '700']);
    const files = ['secrets/postgres.password', 'secrets/gemba_app.password', 'secrets/bi_reader.password'];
    expect([...files, 'postgres.lock', 'postgres.log'].map(modeOf)).toEqual(['600', '600', '600', '600', '600']);
    const commandLines = processesWorkingIn(folder.cluster).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    const password = readFileSync(join(folder.dataDir, 'secrets/postgres.password'), 'utf8').trim();
    expect(commandLines).not.toEqual([]);
    expect(commandLines.join('\n')).not.toContain(password);
  });

  it('lets BI read over TCP, and nobody else in that way', async () => {
    const { biUrl, adminUrl } = await folder.start().next('running');
    await withClient(biUrl, async (client) => {
      const { rows } = await client.query('show default_transaction_read_only');
      expect(rows).toEqual([{ default_transaction_read_only: 'on' }]);
      await client.query('set default_transaction_read_only = off');
      await expect(client.query('create table mine (id int)')).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('create temporary table mine (id int)')).rejects.toMatchObject({ code: '42501' });
    });
    const overTcp = new URL(biUrl);
    overTcp.username = 'postgres';
    overTcp.password = new URL(adminUrl).password;
    await expect(run(overTcp.href, 'select 1')).rejects.toMatchObject({ code: '28000' });
  });

  it('gives BI its limits anew at each start, whatever its role gave itself', async () => {
    const first = folder.start();
    const { biUrl } = await first.next('running');
    await withClient(biUrl, async (client) => {
      await client.query('set default_transaction_read_only = off');
      await client.query('alter role bi_reader set statement_timeout = 0');
      await client.query('alter role bi_reader in database gemba set default_transaction_read_only = off');
    });
    await first.stop();
    const again = await folder.start().next('running');
    await withClient(again.biUrl, async (client) => {
      const limits = 'select name, setting from pg_settings where name = any($1) order by name';
      const { rows } = await client.query(limits, [['default_transaction_read_only', 'statement_timeout']]);
      expect(rows).toEqual([
        { name: 'default_transaction_read_only', setting: 'on' },
        { name: 'statement_timeout', setting: '300000' },
      ]);
    });
  });

  it('makes new passwords where they were lost', async () => {
    const first = folder.start();
    const before = await first.next('running');
    await first.stop();
    rmSync(join(folder.dataDir, 'secrets'), { recursive: true });
    const after = await folder.start().next('running');
    expect(new URL(after.adminUrl).password).not.toBe(new URL(before.adminUrl).password);
    await run(after.adminUrl, 'select 1');
    await run(after.biUrl, 'select 1');
    await expect(
      run(before.biUrl.replace(/:\d+\//, `:${new URL(after.biUrl).port}/`), 'select 1'),
    ).rejects.toMatchObject({ code: '28P01' });
  });
});

describe('a start of the embedded PostgreSQL', () => {
  it('makes the cluster anew when the first start was broken off half way', async () => {
    folder = new TestHostFolder();
    const draft = `${folder.cluster}.draft-1234abcd`;
    mkdirSync(draft);
    writeFileSync(join(draft, 'PG_VERSION'), '18\n');
    const { adminUrl } = await folder.start().next('running');
    await run(adminUrl, 'select 1');
    expect(statSync(draft, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('speaks through a short folder where the data folder has too long a name for a socket', async () => {
    folder = new TestHostFolder(undefined, 'd'.repeat(100));
    const host = folder.start();
    const { adminUrl } = await host.next('running');
    await run(adminUrl, 'select 1');
    const short = readlinkSync(join(folder.dataDir, 'run'));
    expect(lstatSync(short).mode & 0o777).toBe(0o700);
    await host.stop();
    expect(lstatSync(short, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('names the setting when the port is taken, and gives the data folder back', async () => {
    folder = new TestHostFolder();
    const { dataDir } = folder;
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const refused = startEmbeddedPostgres({ dataDir, sqlPort: port });
    await expect(refused).rejects.toMatchObject({
      code: 'sql-port-taken',
      message: expect.stringMatching(/GEMBA_SQL_PORT/),
    });
    other.close();
    const server = await startEmbeddedPostgres({ dataDir, sqlPort: port });
    await server.stop();
  });

  it('tells what PostgreSQL itself complained of', async () => {
    folder = new TestHostFolder();
    const { dataDir } = folder;
    const refused = startEmbeddedPostgres({ dataDir, sqlPort: 0, settings: { shared_buffers: 'plenty' } });
    await expect(refused).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringMatching(/invalid value for parameter "shared_buffers": "plenty"/),
    });
    expect(lstatSync(join(dataDir, 'postgres.lock'), { throwIfNoEntry: false })).toBeUndefined();
  });
});
