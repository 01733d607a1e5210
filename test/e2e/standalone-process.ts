import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Instance, readInstance } from '@gemba/platform';

const MAIN = join(__dirname, '../../dist/apps/standalone/src/main.js');
const START_LIMIT_MS = 90_000;

type Environment = Readonly<Record<string, string>>;

/** The real, built standalone in a process of its own, on any free ports. */
export class StandaloneProcess {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly dataDir: string,
  ) {
    child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (this.output += text.toString()));
  }

  /** Begins a start; `ready` or `exitCode` tells what came of it. */
  static spawn(dataDir: string, environment: Environment = {}): StandaloneProcess {
    const { PATH = '', HOME = '' } = process.env;
    const ports = { GEMBA_HTTP_PORT: '0', GEMBA_SQL_PORT: '0', GEMBA_MEMORY_BUDGET_MB: '512' };
    const env = { PATH, HOME, ...ports, GEMBA_DATA_DIR: dataDir, ...environment };
    return new StandaloneProcess(spawn(process.execPath, [MAIN], { env, stdio: 'pipe' }), dataDir);
  }

  static async start(dataDir: string, environment?: Environment): Promise<StandaloneProcess> {
    const standalone = StandaloneProcess.spawn(dataDir, environment);
    await standalone.ready();
    return standalone;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Everything it wrote so far. */
  get text(): string {
    return this.output;
  }

  get instance(): Instance {
    const instance = readInstance(this.dataDir);
    if (instance?.pid !== this.pid) throw new Error('It does not run yet.');
    return instance;
  }

  async ready(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (!this.output.includes('Gemba is running.')) {
      if (this.child.exitCode !== null) throw new Error(`It ended with ${this.child.exitCode}:\n${this.output}`);
      if (Date.now() > deadline) throw new Error(`It did not start:\n${this.output}`);
      await delay(50);
    }
  }

  /** Sends a signal and waits for the end. Gives the exit code; null: the signal itself ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const exited = this.exitCode();
    this.child.kill(signal);
    return exited;
  }

  async exitCode(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  /** Process id of the PostgreSQL that runs on the data folder, or null. */
  get postmasterPid(): number | null {
    try {
      const pid = Number(readFileSync(join(this.dataDir, 'postgres-18/postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 0);
      return pid;
    } catch {
      return null;
    }
  }

  async request(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.instance.httpUrl}${path}`, init);
  }

  async publish(contentType: string, body: string): Promise<Response> {
    return this.request('/v1/events', { method: 'POST', headers: { 'content-type': contentType }, body });
  }
}
