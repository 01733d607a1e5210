import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';

/** CPU seconds that were spent so far. A busy machine makes work take longer, but hardly makes it more. */
export interface CpuSeconds {
  /** This process, all its threads. */
  readonly node: number;
  /** The server, all its sessions, ended ones too; null where the system does not tell. */
  readonly server: number | null;
}

export interface Spent extends CpuSeconds {
  readonly seconds: number;
}

const TICKS_PER_SECOND = 100;

/** Parent and CPU ticks of a process: its own, and those of children that have ended. Null: it is gone. */
const readProcess = (pid: string): { readonly parent: string; readonly own: number; readonly ended: number } | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const sum = (first: number): number => Number(fields[first]) + Number(fields[first + 1]);
    return { parent: fields[1]!, own: sum(11), ended: sum(13) };
  } catch {
    return null;
  }
};

/** Reads what this process and a server on this machine have spent. */
export class CpuClock {
  private constructor(private readonly postmaster: string | null) {}

  static async of(adminUrl: string): Promise<CpuClock> {
    const client = new Client({ connectionString: adminUrl });
    await client.connect();
    const { rows } = await client.query<{ pid: string }>('select pg_backend_pid()::text as pid');
    const postmaster = readProcess(rows[0]!.pid)?.parent ?? null;
    await client.end();
    return new CpuClock(postmaster);
  }

  now(): CpuSeconds {
    const { user, system } = process.cpuUsage();
    return { node: (user + system) / 1_000_000, server: this.ofServer() };
  }

  async measure(work: () => unknown): Promise<Spent> {
    const before = this.now();
    const startMs = performance.now();
    await work();
    const seconds = (performance.now() - startMs) / 1000;
    const after = this.now();
    const server = before.server === null || after.server === null ? null : after.server - before.server;
    return { seconds, node: after.node - before.node, server };
  }

  private ofServer(): number | null {
    const main = this.postmaster === null ? null : readProcess(this.postmaster);
    if (main === null) return null;
    let ticks = main.own + main.ended;
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      const process = readProcess(pid);
      if (process?.parent === this.postmaster) ticks += process.own;
    }
    return ticks / TICKS_PER_SECOND;
  }
}

export const together = (...all: readonly Spent[]): Spent =>
  all.reduce((sum, each) => ({
    seconds: sum.seconds + each.seconds,
    node: sum.node + each.node,
    server: sum.server === null || each.server === null ? null : sum.server + each.server,
  }));
