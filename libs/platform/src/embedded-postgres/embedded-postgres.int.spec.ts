import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DatabaseUser } from './database-user';
import { readPostmasterFile } from './postmaster-file';
import { isPostgresOf, processesWorkingIn, processIdentity } from './processes';
import { blockedFolder } from './reachability';
import { RUN_TYPESCRIPT } from './testing/host';
import { notes, run, takeNote, TestHostFolder, watchersOf, withClient } from './testing/test-host-folder';
import { waitUntil } from './waiting';

const LIMIT_MS = 30_000;
const SHORT_SCRIPT = join(__dirname, 'testing/short-script.ts');
const NOBODY: DatabaseUser = { uid: 65_534, gid: 65_534 };
const canBecomeNobody = process.getuid?.() === 0 && blockedFolder(dirname(__filename), NOBODY) === null;

let folder: TestHostFolder;
afterEach(() => folder.remove());

describe.each([
  ['the user who runs the specs', undefined],
  ['an ordinary user (needs root to become one, in a checkout that everybody may traverse)', NOBODY],
])('the embedded PostgreSQL, started by %s', (_, user) => {
  const tell = user === undefined || canBecomeNobody ? it : it.skip;
  beforeEach(() => void (folder = new TestHostFolder(user)));

  tell('goes on with the same data and the same passwords at the second start', async () => {
    const first = folder.start();
    const before = await first.next('running');
    await takeNote(before.adminUrl);
    await first.stop();
    expect(processesWorkingIn(folder.cluster)).toEqual([]);

    const after = await folder.start().next('running');
    expect(await notes(after.adminUrl)).toEqual([1]);
    expect(new URL(after.biUrl).password).toBe(new URL(before.biUrl).password);
  });

  tell('leaves no orphan when its application is killed, and loses nothing acknowledged', async () => {
    const first = folder.start();
    const { adminUrl, pid } = await first.next('running');
    await takeNote(adminUrl);
    await first.kill();
    expect(await waitUntil(() => processIdentity(pid) === null, LIMIT_MS)).toBe(true);

    expect(await notes((await folder.start().next('running')).adminUrl)).toEqual([1]);
  });

  tell('starts again at once after everything was killed: application, watchdog and server', async () => {
    const first = folder.start();
    const { adminUrl, pid } = await first.next('running');
    await takeNote(adminUrl);
    const { watchdog } = watchersOf(pid);
    for (const victim of [first.pid, watchdog, pid]) process.kill(victim, 'SIGKILL');

    expect(await notes((await folder.start().next('running')).adminUrl)).toEqual([1]);
  });

  tell('is brought back with every acknowledged row when the server is killed', async () => {
    const host = folder.start();
    const { adminUrl, pid } = await host.next('running');
    await run(adminUrl, 'create table note (id int primary key)');
    const acknowledged: number[] = [];
    const writeUntilCut = (): Promise<void> =>
      withClient(adminUrl, async (client) => {
        for (let id = 0; ; id++) {
          await client.query('insert into note values ($1)', [id]);
          acknowledged.push(id);
          if (id === 100) process.kill(pid, 'SIGKILL');
        }
      });
    await expect(writeUntilCut()).rejects.toThrow();
    await host.next('down');
    await host.next('up');

    const kept = await notes(adminUrl);
    expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
    // The last insert may have been committed without its answer having arrived.
    expect(kept.length - acknowledged.length).toBeLessThanOrEqual(1);
  });
});

describe('the embedded PostgreSQL and its watchers', () => {
  beforeEach(() => void (folder = new TestHostFolder()));

  it('takes over from a server that lost its application and both its watchers', async () => {
    const first = folder.start();
    const { pid } = await first.next('running');
    const { watchdog, guardian } = watchersOf(pid);
    process.kill(watchdog, 'SIGKILL');
    process.kill(guardian, 'SIGKILL');
    process.kill(first.pid, 'SIGKILL');

    const second = await folder.start().next('running');
    expect(isPostgresOf(pid, folder.cluster)).toBe(false);
    expect(isPostgresOf(second.pid, folder.cluster)).toBe(true);
  });

  it('is brought back when only its watchdog is killed, never two servers at once', async () => {
    const host = folder.start();
    const { adminUrl, pid } = await host.next('running');
    process.kill(watchersOf(pid).watchdog, 'SIGKILL');
    await host.next('down');
    expect(processIdentity(pid)).toBeNull();
    await host.next('up');
    await run(adminUrl, 'select 1');
  });

  it('lets a script come to its end, and ends with it', async () => {
    const script = (ending: string): string =>
      execFileSync(process.execPath, ['-r', RUN_TYPESCRIPT, SHORT_SCRIPT, folder.dataDir, ending], {
        encoding: 'utf8',
        timeout: LIMIT_MS,
        killSignal: 'SIGKILL',
      }).trim();
    expect(script('stop')).toBe('stopped');
    const pid = Number(script('leave'));
    expect(await waitUntil(() => processIdentity(pid) === null, LIMIT_MS)).toBe(true);
  });

  it('keeps serving while an application that got Ctrl-C drains', async () => {
    const host = folder.start();
    const { adminUrl } = await host.next('running');
    await withClient(adminUrl, async (client) => {
      host.signalGroup('SIGINT');
      await client.query('create table drained (id int)');
    });
    await host.stop();
    expect(processesWorkingIn(folder.cluster)).toEqual([]);
  });
});

describe('what stands in the way of a start', () => {
  beforeEach(() => void (folder = new TestHostFolder()));

  it('is a second application on the same data, which is refused and told who holds it', async () => {
    const first = folder.start();
    const { adminUrl } = await first.next('running');
    const refusal = await folder.start().next('refused');
    expect(refusal).toMatchObject({ code: 'already-running' });
    expect(refusal.message).toContain(`process ${first.pid} `);
    await run(adminUrl, 'select 1');
  });

  // PostgreSQL itself takes any process of its user with the number in its stale file for the server.
  it.each([
    ['a stranger', 'echo $$; exec sleep 60'],
    ['a zombie that nobody buries', 'sleep 0 & echo $!; exec sleep 60'],
  ])('is no stale postmaster.pid that names %s', async (_, script) => {
    const first = folder.start();
    await first.next('running');
    await first.stop();
    const { uid, gid } = statSync(folder.cluster);
    const other = spawn('/bin/sh', ['-c', script], { uid, gid, stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = (await once(other.stdout, 'data')) as [Buffer];
      const file = join(folder.cluster, 'postmaster.pid');
      const text = `${line.toString().trim()}\n${folder.cluster}\n1700000000\n5432\n/tmp\n\n  0 0\nready\n`;
      writeFileSync(file, text, { mode: 0o600 });
      chownSync(file, uid, gid);

      const { pid } = await folder.start().next('running');
      expect(readPostmasterFile(folder.cluster)).toEqual({ pid, isReady: true });
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('is a server that somebody started by hand, which is left alone', async () => {
    const first = folder.start();
    const { adminUrl, pid } = await first.next('running');
    process.kill(first.pid, 'SIGSTOP');
    try {
      rmSync(join(folder.dataDir, 'postgres.lock'));
      const refusal = await folder.start().next('refused');
      expect(refusal.message).toContain(`process ${pid}, runs on ${folder.cluster}`);
      await run(adminUrl, 'select 1');
    } finally {
      process.kill(first.pid, 'SIGCONT');
    }
  });
});
