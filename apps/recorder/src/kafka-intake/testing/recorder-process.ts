import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '@gemba/test-support';

// From the source and from its compiled form the checkout is equally far.
const MAIN = join(process.cwd(), 'dist/apps/recorder/src/main.js');
const POLL_MS = 100;
const READY_LIMIT_MS = 120_000;

/** The real, built recorder in a process of its own. */
export class RecorderProcess {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly httpUrl: string,
  ) {
    child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (this.output += text.toString()));
  }

  static async spawn(environment: Readonly<Record<string, string>>): Promise<RecorderProcess> {
    const { PATH = '', HOME = '' } = process.env;
    const [port] = (await freePorts(1)) as [number];
    const env = { PATH, HOME, GEMBA_HTTP_PORT: String(port), ...environment };
    return new RecorderProcess(spawn(process.execPath, [MAIN], { env, stdio: 'pipe' }), `http://127.0.0.1:${port}`);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Everything it wrote so far. */
  get text(): string {
    return this.output;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.httpUrl}/health/ready`).catch(() => null))?.ok ?? false;
  }

  async ready(): Promise<void> {
    const deadline = Date.now() + READY_LIMIT_MS;
    while (!(await this.isReady())) {
      if (this.hasEnded || Date.now() > deadline)
        throw new Error(`The recorder is not ready:\n${this.output.slice(-4_000)}`);
      await delay(POLL_MS);
    }
  }

  /** Sends a signal and waits for the end. Gives the exit code; null: the signal itself ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.hasEnded) {
      const exited = once(this.child, 'exit');
      this.child.kill(signal);
      await exited;
    }
    return this.child.exitCode;
  }
}
