import { setTimeout as delay } from 'node:timers/promises';
import { type CliRun, gemba, StandaloneProcess } from '@gemba/test-support/processes';
import { tableDigests } from './table-digests';

const POLL_MS = 100;
const START_LIMIT_MS = 120_000;

/** A standalone Gemba in a data folder of its own, at one place, whose processes may be killed at any moment. */
export class InstanceUnderFire {
  private node: StandaloneProcess | null = null;

  constructor(
    private readonly dataDir: string,
    private readonly httpPort: number,
    private readonly sqlPort: number,
  ) {}

  /** Starts Node where it does not run, and waits until Gemba says that it is ready. */
  async start(): Promise<void> {
    for (const deadline = Date.now() + START_LIMIT_MS; !(await this.node?.isReady()); await delay(POLL_MS)) {
      if (this.node === null || this.node.hasEnded) this.node = StandaloneProcess.spawn(this.dataDir, this.environment);
      if (Date.now() > deadline) throw new Error(`Gemba did not become ready:\n${this.node.text.slice(-4000)}`);
    }
  }

  async killNode(): Promise<void> {
    await this.node?.end('SIGKILL');
  }

  async killPostgres(): Promise<void> {
    await this.node!.killPostgres();
  }

  /** Stops Gemba as an operator would; PostgreSQL is gone when this resolves. */
  async stop(): Promise<void> {
    await this.node?.end('SIGTERM');
  }

  cli(...args: string[]): Promise<CliRun> {
    return gemba(args, this.environment);
  }

  /** One digest a view, without when we learned of it. */
  async digests(): Promise<Record<string, string>> {
    return tableDigests((await this.cli('sql-url')).stdout.trim());
  }

  private get environment(): Record<string, string> {
    return {
      GEMBA_DATA_DIR: this.dataDir,
      GEMBA_HTTP_PORT: String(this.httpPort),
      GEMBA_SQL_PORT: String(this.sqlPort),
      GEMBA_LOG_LEVEL: 'error',
    };
  }
}
