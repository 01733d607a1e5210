import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type AppName, AppProcess } from './app-process';
import { type Environment } from './built-program';

const READY_LIMIT_MS = 180_000;
/** Who ends so often before being ready will not be ready. */
const STARTS_MAX = 20;
const LOOK_AGAIN_MS = 100;

/** An app whose process comes back at the same place when it dies, as an orchestrator would see to. */
export class SupervisedApp {
  private process: AppProcess;
  private isWanted = true;
  private lives = 0;
  private readonly supervising: Promise<void>;

  constructor(
    readonly app: AppName,
    private readonly httpPort: number,
    private readonly environment: Environment,
    /** Where everything it says goes, for whoever has to find out why. */
    private readonly logFile: string,
  ) {
    this.process = this.startOnce();
    this.supervising = this.supervise();
  }

  /** How often it was started. */
  get starts(): number {
    return this.lives;
  }

  /** Kills it like a machine that loses its power; it is started again at once. Gives whether anybody was hit. */
  kill(): boolean {
    return this.process.signal('SIGKILL');
  }

  /** Stops it as an operator would, for good. Gives the exit code. */
  async stop(): Promise<number | null> {
    this.isWanted = false;
    const { process } = this;
    const exitCode = await process.end('SIGTERM');
    await this.supervising;
    return exitCode;
  }

  isReady(): Promise<boolean> {
    return this.process.isReady();
  }

  async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_LIMIT_MS;
    while (!(await this.isReady())) {
      if (Date.now() > deadline || this.lives > STARTS_MAX)
        throw new Error(`${this.app}, started ${this.lives} times, did not become ready: ${this.logFile}`);
      await delay(LOOK_AGAIN_MS);
    }
  }

  private startOnce(): AppProcess {
    this.lives += 1;
    return AppProcess.at(this.httpPort, this.app, {
      environment: this.environment,
      onOutput: (text) => appendFileSync(this.logFile, text),
    });
  }

  private async supervise(): Promise<void> {
    for (;;) {
      await this.process.exitCode();
      await delay(LOOK_AGAIN_MS);
      if (!this.isWanted) return;
      this.process = this.startOnce();
    }
  }
}
