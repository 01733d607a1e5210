import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tableDigests } from './table-digests';

const ROOT = join(__dirname, '../..');
const STANDALONE = join(ROOT, 'dist/apps/standalone/src/main.js');
const CLI = join(ROOT, 'dist/apps/cli/src/main.js');
const POLL_MS = 100;
const START_LIMIT_MS = 120_000;

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A standalone Gemba in a data folder of its own, whose processes may be killed at any moment. */
export class InstanceUnderFire {
  private node: ChildProcess | null = null;

  constructor(
    private readonly dataDir: string,
    private readonly httpPort: number,
    private readonly sqlPort: number,
  ) {}

  /** Starts Node where it does not run, and waits until Gemba says that it is ready. */
  async start(): Promise<void> {
    const startedAt = Date.now();
    let output = '';
    while (!(await this.isReady())) {
      if (this.node === null || this.node.exitCode !== null || this.node.signalCode !== null) {
        this.node = spawn(process.execPath, [STANDALONE], {
          env: this.environment(),
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        this.node.stdout!.on('data', (text: Buffer) => (output += text.toString()));
        this.node.stderr!.on('data', (text: Buffer) => (output += text.toString()));
      }
      if (Date.now() - startedAt > START_LIMIT_MS)
        throw new Error(`Gemba did not become ready:\n${output.slice(-4000)}`);
      await delay(POLL_MS);
    }
  }

  async killNode(): Promise<void> {
    if (this.node === null || this.node.exitCode !== null) return;
    const exited = once(this.node, 'exit');
    this.node.kill('SIGKILL');
    await exited;
  }

  /** Kills the server of this moment; one that is only just coming back is waited for. */
  async killPostgres(): Promise<void> {
    const file = join(this.dataDir, 'postgres-18/postmaster.pid');
    for (;;) {
      try {
        process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL');
        return;
      } catch {
        await delay(POLL_MS);
      }
    }
  }

  /** Stops Gemba as an operator would; PostgreSQL is gone when this resolves. */
  async stop(): Promise<void> {
    if (this.node === null || this.node.exitCode !== null) return;
    const exited = once(this.node, 'exit');
    this.node.kill('SIGTERM');
    await exited;
  }

  cli(...args: string[]): { process: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(process.execPath, [CLI, ...args], {
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
    return { process: child, ended };
  }

  /** One digest a view, without when we learned of it. */
  async digests(): Promise<Record<string, string>> {
    return tableDigests((await this.cli('sql-url').ended).output.trim().split('\n').at(-1)!);
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.httpPort}/health/ready`)).ok;
    } catch {
      return false;
    }
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      GEMBA_DATA_DIR: this.dataDir,
      GEMBA_HTTP_PORT: String(this.httpPort),
      GEMBA_SQL_PORT: String(this.sqlPort),
      GEMBA_LOG_LEVEL: 'error',
    };
  }
}
