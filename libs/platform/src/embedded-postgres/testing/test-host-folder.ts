import { makeTestDataDir } from '@gemba/test-support';
import { chownSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type DatabaseUser } from '../database-user';
import { processesWorkingIn, signalProcess } from '../processes';
import { waitUntil } from '../waiting';
import { Host } from './host';

const LIMIT_MS = 30_000;

/** A data folder and the processes that a spec starts on it, one after the other or at once. */
export class TestHostFolder {
  private readonly hosts: Host[] = [];
  private readonly outer = makeTestDataDir();
  readonly dataDir: string;
  readonly cluster: string;

  constructor(
    private readonly user?: DatabaseUser,
    below = '',
  ) {
    this.dataDir = join(this.outer, below);
    this.cluster = join(this.dataDir, 'postgres-18');
    mkdirSync(this.dataDir, { recursive: true, mode: 0o711 });
    if (user !== undefined) chownSync(this.dataDir, user.uid, user.gid);
  }

  start(): Host {
    const host = Host.on(this.dataDir, this.user);
    this.hosts.push(host);
    return host;
  }

  async remove(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.kill()));
    if (!(await waitUntil(() => processesWorkingIn(this.cluster).length === 0, LIMIT_MS))) {
      processesWorkingIn(this.cluster).forEach((pid) => signalProcess(pid, 'SIGKILL'));
    }
    rmSync(this.outer, { recursive: true, force: true });
  }
}

/** The processes around a server: the watchdog that waits for it, and the guardian that waits for Node's end. */
export const watchersOf = (serverPid: number): { watchdog: number; guardian: number } => {
  const watchdog = Number(readFileSync(`/proc/${serverPid}/stat`, 'utf8').split(' ')[3]);
  const children = readFileSync(`/proc/${watchdog}/task/${watchdog}/children`, 'utf8').trim().split(' ').map(Number);
  return { watchdog, guardian: children.find((child) => child !== serverPid)! };
};

export const withClient = async <T>(url: string, use: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

export const run = (url: string, ...statements: readonly string[]): Promise<void> =>
  withClient(url, async (client) => {
    for (const statement of statements) await client.query(statement);
  });

/** Writes down one row in a table of notes; what was acknowledged must be found again. */
export const takeNote = (url: string): Promise<void> =>
  run(url, 'create table note (id int primary key)', 'insert into note values (1)');

export const notes = (url: string): Promise<number[]> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ id: number }>('select id from note order by id');
    return rows.map(({ id }) => id);
  });
