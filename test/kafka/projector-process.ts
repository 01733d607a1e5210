import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const MAIN = join(__dirname, '../../dist/apps/projector/src/main.js');
const LIMIT_MS = 120_000;

/** The real, built projector in a process of its own. */
export class ProjectorProcess {
  private output = '';
  private readonly child: ChildProcess;

  /** `port` must be free. */
  constructor(
    private readonly port: number,
    environment: Readonly<Record<string, string>>,
  ) {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, GEMBA_HTTP_PORT: String(port), ...environment };
    this.child = spawn(process.execPath, [MAIN], { env, stdio: 'pipe' });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (text: Buffer) => (this.output += text.toString()));
  }

  /** Resolves when it answers that every part of it works. */
  async ready(): Promise<void> {
    const deadline = Date.now() + LIMIT_MS;
    while ((await this.get('/health/ready')).status !== 200) {
      if (this.child.exitCode !== null) throw new Error(`It ended with ${this.child.exitCode}:\n${this.output}`);
      if (Date.now() > deadline) throw new Error(`It does not become ready:\n${this.output}`);
      await delay(50);
    }
  }

  async get(path: string): Promise<{ readonly status: number; readonly text: string }> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port}${path}`);
      return { status: answer.status, text: await answer.text() };
    } catch {
      return { status: 0, text: '' };
    }
  }

  /** Sends a signal and waits for the end. Gives the exit code; null: the signal itself ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }
}
