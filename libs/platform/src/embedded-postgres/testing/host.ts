import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type DatabaseUser } from '../database-user';
import { type HostLine } from './host-process';

type Said = HostLine['said'];
type LineOf<S extends Said> = Extract<HostLine, { said: S }>;

export const RUN_TYPESCRIPT = join(__dirname, '../../../../../test/support/run-typescript.cjs');

/** A handle on `host-process.ts`. */
export class Host {
  private readonly heard: HostLine[] = [];
  private readonly waiting = new Set<() => void>();
  private complaint = '';
  readonly exited: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.heard.push(JSON.parse(line) as HostLine);
      this.waiting.forEach((look) => look());
    });
    child.stderr!.on('data', (chunk: Buffer) => (this.complaint += chunk.toString()));
    this.exited = new Promise((resolve) => child.once('close', () => resolve()));
  }

  static on(dataDir: string, user?: DatabaseUser): Host {
    const script = join(__dirname, 'host-process.ts');
    return new Host(
      spawn(process.execPath, ['-r', RUN_TYPESCRIPT, script, dataDir], {
        stdio: ['pipe', 'pipe', 'pipe'],
        // In a group of its own, as a terminal gives to what it runs.
        detached: true,
        ...user,
      }),
    );
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The next thing of this kind that it says and nobody took yet; rejects when it ends without having said it. */
  async next<S extends Said>(said: S): Promise<LineOf<S>> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const at = this.heard.findIndex((line) => line.said === said);
        if (at < 0) return;
        this.waiting.delete(look);
        resolve(this.heard.splice(at, 1)[0] as LineOf<S>);
      };
      this.waiting.add(look);
      look();
      void this.exited.then(() =>
        reject(new Error(`ended without ${said}: ${JSON.stringify(this.heard)} ${this.complaint}`)),
      );
    });
  }

  /** As a terminal does at Ctrl-C: to the whole group. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  async stop(): Promise<void> {
    this.child.stdin!.write('stop\n');
    await this.exited;
  }
}
