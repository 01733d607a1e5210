import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Specs run from the source, benchmarks from what was built of it. */
const REPOSITORY = join(__dirname, __filename.endsWith('.ts') ? '../..' : '../../..');
const DIST = join(REPOSITORY, 'dist/apps');
const READY_LIMIT_MS = 180_000;
/** Who ends so often before being ready will not be ready. */
const STARTS_MAX = 20;
const LOOK_AGAIN_MS = 100;

export type AppName = 'recorder' | 'projector' | 'query-api';

/** One app as a process of its own that comes back when it dies, as an orchestrator would see to. */
export class AppProcess {
  private child: ChildProcess | null = null;
  private isWanted = false;
  private supervising: Promise<void> | null = null;
  private lives = 0;

  constructor(
    readonly app: AppName,
    readonly httpPort: number,
    private readonly environment: Readonly<Record<string, string>>,
    /** Where everything it says goes, for whoever has to find out why. */
    private readonly logFile: string,
  ) {}

  get httpUrl(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  /** How often it was started. */
  get starts(): number {
    return this.lives;
  }

  start(): void {
    this.isWanted = true;
    this.supervising = this.supervise();
  }

  /** Kills it like a machine that loses its power; it is started again at once. */
  kill(): boolean {
    return this.child?.kill('SIGKILL') ?? false;
  }

  /** Stops it as an operator would, for good. Gives the exit code. */
  async stop(): Promise<number | null> {
    this.isWanted = false;
    const { child } = this;
    child?.kill('SIGTERM');
    await this.supervising;
    return child?.exitCode ?? null;
  }

  async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.httpUrl}/health/ready`)).ok;
    } catch {
      return false;
    }
  }

  async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_LIMIT_MS;
    while (!(await this.isReady())) {
      if (Date.now() > deadline || this.lives > STARTS_MAX)
        throw new Error(`${this.app}, started ${this.lives} times, did not become ready: ${this.logFile}`);
      await delay(LOOK_AGAIN_MS);
    }
  }

  private async supervise(): Promise<void> {
    while (this.isWanted) {
      this.lives += 1;
      const child = spawn(process.execPath, [join(DIST, this.app, 'src/main.js')], {
        env: { PATH: process.env['PATH'], ...this.environment, GEMBA_HTTP_PORT: String(this.httpPort) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      this.child = child;
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text: Buffer) => appendFileSync(this.logFile, text));
      await once(child, 'exit');
      await delay(LOOK_AGAIN_MS);
    }
  }
}
