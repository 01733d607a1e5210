import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A tree laid out as the image is: this checkout once it is built, or what IMAGE_TREE names. */
const TREE = process.env['IMAGE_TREE'] ?? join(__dirname, '../..');
const START_LIMIT_MS = 120_000;

type Environment = Readonly<Record<string, string>>;

/** One process of the image, as a container runs it: its program, its environment, and nothing else. */
export class AppProcess {
  private output = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (this.output += text.toString()));
  }

  /** @param command what the compose file says behind the image's entry point */
  static spawn(command: readonly string[], environment: Environment): AppProcess {
    const { PATH = '' } = process.env;
    const env = { PATH, NODE_ENV: 'production', ...environment };
    return new AppProcess(
      spawn(process.execPath, ['--enable-source-maps', ...command], { cwd: TREE, env, stdio: 'pipe' }),
    );
  }

  /** Everything it wrote so far. */
  get text(): string {
    return this.output;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Where it listens, once it does. */
  async url(): Promise<string> {
    for (const deadline = Date.now() + START_LIMIT_MS; ; await delay(50)) {
      const [, url] = /Listening on (http:\/\/[^"\s]+)/.exec(this.output) ?? [];
      if (url !== undefined) return url;
      if (this.child.exitCode !== null) throw new Error(`It ended with ${this.child.exitCode}:\n${this.output}`);
      if (Date.now() > deadline) throw new Error(`It did not start:\n${this.output}`);
    }
  }

  /** Null: a signal ended it. */
  async exitCode(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  /** Stopped and continued, as well as ended. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exitCode();
  }
}
