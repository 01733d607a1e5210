import { makeTestDataDir } from '@gemba/test-support';
import { chownSync, mkdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type DatabaseUser } from './database-user';
import { readPostmasterFile } from './postmaster-file';
import { isPostgresOf, processesWorkingIn, processIdentity } from './processes';
import { blockedFolder } from './reachability';
import { Host } from './testing/host';
import { waitUntil } from './waiting';

const LIMIT_MS = 30_000;
const NOBODY: DatabaseUser = { uid: 65_534, gid: 65_534 };

const withClient = async <T>(url: string, use: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

const run = (url: string, sql: string): Promise<void> =>
  withClient(url, async (client) => void (await client.query(sql)));

const notes = (url: string): Promise<number[]> =>
  withClient(url, async (client) => (await client.query<{ id: number }>('select id from note order by id')).rows).then(
    (rows) => rows.map(({ id }) => id),
  );

describe.each([
  ['the user who runs the specs', undefined],
  ['an ordinary user', NOBODY],
])('the embedded PostgreSQL, started by %s', (_, user) => {
  const isRoot = process.getuid?.() === 0;
  const cannotBecome =
    user !== undefined && (!isRoot || blockedFolder(__filename.replace(/[^/]*$/, ''), user) !== null);
  if (cannotBecome) {
    it.skip('SKIPPED: only root can become an ordinary user, in a checkout that everybody may traverse', () =>
      undefined);
    return;
  }

  let dataDir: string;
  let cluster: string;
  const hosts: Host[] = [];
  const startHost = (): Host => {
    const host = Host.on(dataDir, user);
    hosts.push(host);
    return host;
  };

  beforeEach(() => {
    dataDir = makeTestDataDir();
    cluster = join(dataDir, 'postgres-18');
    if (user !== undefined) chownSync(dataDir, user.uid, user.gid);
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.kill()));
    await waitUntil(() => processesWorkingIn(cluster).length === 0, LIMIT_MS);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('goes on with the same data and the same passwords at the second start', async () => {
    const first = startHost();
    const before = await first.next('running');
    await run(before.adminUrl, 'create table note (id int primary key)');
    await run(before.adminUrl, 'insert into note values (1)');
    await first.stop();
    expect(processesWorkingIn(cluster)).toEqual([]);

    const after = await startHost().next('running');
    expect(await notes(after.adminUrl)).toEqual([1]);
    expect(new URL(after.biUrl).password).toBe(new URL(before.biUrl).password);
  });

  it('leaves no orphan when its application is killed, and loses nothing acknowledged', async () => {
    const first = startHost();
    const { adminUrl, pid } = await first.next('running');
    await run(adminUrl, 'create table note (id int primary key)');
    await run(adminUrl, 'insert into note values (1)');
    await first.kill();
    expect(await waitUntil(() => processIdentity(pid) === null, LIMIT_MS)).toBe(true);

    expect(await notes((await startHost().next('running')).adminUrl)).toEqual([1]);
  });

  it('starts again at once after everything was killed, watchdog and server too', async () => {
    const first = startHost();
    const { adminUrl, pid } = await first.next('running');
    await run(adminUrl, 'create table note (id int primary key)');
    await run(adminUrl, 'insert into note values (1)');
    const watchdog = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[3]);
    process.kill(first.pid, 'SIGKILL');
    process.kill(watchdog, 'SIGKILL');
    process.kill(pid, 'SIGKILL');

    expect(await notes((await startHost().next('running')).adminUrl)).toEqual([1]);
  });

  it('takes over from a server that lost its application and its watchdog', async () => {
    const first = startHost();
    const { pid } = await first.next('running');
    const watchdog = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[3]);
    const guardian = readFileSync(`/proc/${watchdog}/task/${watchdog}/children`, 'utf8')
      .trim()
      .split(' ')
      .map(Number)
      .find((child) => child !== pid)!;
    process.kill(watchdog, 'SIGKILL');
    process.kill(guardian, 'SIGKILL');
    await first.kill();

    const second = await startHost().next('running');
    expect(isPostgresOf(pid, cluster)).toBe(false);
    expect(isPostgresOf(second.pid, cluster)).toBe(true);
  });

  it('is brought back with every acknowledged row when the server is killed', async () => {
    const host = startHost();
    const { adminUrl, pid } = await host.next('running');
    await run(adminUrl, 'create table note (id int primary key)');
    const acknowledged: number[] = [];
    await withClient(adminUrl, async (client) => {
      const interrupted = (async () => {
        for (let id = 0; ; id++) {
          await client.query('insert into note values ($1)', [id]);
          acknowledged.push(id);
          if (id === 100) process.kill(pid, 'SIGKILL');
        }
      })();
      await expect(interrupted).rejects.toThrow();
    });
    await host.next('down');
    await host.next('up');

    const kept = await notes(adminUrl);
    expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
    // The last insert may have been committed without its answer having arrived.
    expect(kept.length - acknowledged.length).toBeLessThanOrEqual(1);
  });

  it('is brought back when only its watchdog is killed, never two servers at once', async () => {
    const host = startHost();
    const { adminUrl, pid } = await host.next('running');
    const watchdog = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[3]);
    process.kill(watchdog, 'SIGKILL');
    await host.next('down');
    expect(processIdentity(pid)).toBeNull();
    await host.next('up');
    await run(adminUrl, 'select 1');
  });

  it('refuses a second application on the same data and names the first', async () => {
    const first = startHost();
    const { adminUrl } = await first.next('running');
    const refusal = await startHost().next('refused');
    expect(refusal).toMatchObject({ code: 'already-running' });
    expect(refusal.message).toContain(`process ${first.pid} `);
    await run(adminUrl, 'select 1');
  });

  it('is not led astray by a stale postmaster.pid that names a living stranger', async () => {
    const first = startHost();
    await first.next('running');
    await first.stop();
    const file = join(cluster, 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${cluster}\n1700000000\n5432\n/tmp\n\n  0 0\nready\n`, { mode: 0o600 });
    const { uid, gid } = statSync(cluster);
    chownSync(file, uid, gid);

    const { pid } = await startHost().next('running');
    expect(readPostmasterFile(cluster)?.pid).toBe(pid);
  });

  it('keeps serving while an application that got Ctrl-C drains', async () => {
    const host = startHost();
    const { adminUrl } = await host.next('running');
    await withClient(adminUrl, async (client) => {
      host.signalGroup('SIGINT');
      await client.query('create table drained (id int)');
    });
    await host.stop();
    expect(processesWorkingIn(cluster)).toEqual([]);
  });

  it('lets nobody else read its data, its passwords and its socket', async () => {
    await startHost().next('running');
    const modeOf = (path: string): string => (statSync(join(dataDir, path)).mode & 0o777).toString(8);
    expect(['postgres-18', 'secrets', 'run'].map(modeOf)).toEqual(['700', '700', '700']);
    expect(['secrets/postgres.password', 'secrets/bi_reader.password', 'postgres.lock'].map(modeOf)).toEqual([
      '600',
      '600',
      '600',
    ]);
    const commandLines = processesWorkingIn(cluster).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    const password = readFileSync(join(dataDir, 'secrets/postgres.password'), 'utf8').trim();
    expect(commandLines.join('\n')).not.toContain(password);
  });

  it('makes a new password for the administrator whose password was lost', async () => {
    const first = startHost();
    const before = await first.next('running');
    await first.stop();
    rmSync(join(dataDir, 'secrets'), { recursive: true });
    const after = await startHost().next('running');
    expect(new URL(after.adminUrl).password).not.toBe(new URL(before.adminUrl).password);
    await run(after.adminUrl, 'select 1');
    await run(after.biUrl, 'select 1');
  });

  it('makes the cluster anew when the first start was broken off half way', async () => {
    const draft = `${cluster}.draft`;
    mkdirSync(draft);
    writeFileSync(join(draft, 'PG_VERSION'), '18\n');
    if (user !== undefined) chownSync(draft, user.uid, user.gid);
    const { adminUrl } = await startHost().next('running');
    await run(adminUrl, 'select 1');
    expect(statSync(draft, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('speaks through a short folder where the data folder has too long a name for a socket', async () => {
    dataDir = join(dataDir, 'd'.repeat(100));
    cluster = join(dataDir, 'postgres-18');
    mkdirSync(dataDir, { mode: 0o711 });
    if (user !== undefined) chownSync(dataDir, user.uid, user.gid);
    const host = startHost();
    const { adminUrl } = await host.next('running');
    await run(adminUrl, 'select 1');
    const short = readlinkSync(join(dataDir, 'run'));
    expect(statSync(short).mode & 0o777).toBe(0o700);
    await host.stop();
    expect(statSync(short, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('lets BI read over TCP, and nobody else in that way', async () => {
    const { biUrl, adminUrl } = await startHost().next('running');
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
});
