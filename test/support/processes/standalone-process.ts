import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Instance, readInstance } from '@gemba/platform';
import { BuiltProgram, type Environment, mainOf } from './built-program';

const POLL_MS = 50;
/** Any free ports, and no more memory than many of them at once can have. */
const MODEST: Environment = { GEMBA_HTTP_PORT: '0', GEMBA_SQL_PORT: '0', GEMBA_MEMORY_BUDGET_MB: '512' };

/** The real, built standalone in a process of its own. */
export class StandaloneProcess extends BuiltProgram {
  private constructor(
    readonly dataDir: string,
    environment: Environment,
  ) {
    super([mainOf('standalone')], { environment: { ...MODEST, GEMBA_DATA_DIR: dataDir, ...environment } });
  }

  /** Begins a start; `untilReady` or `exitCode` tells what came of it. */
  static spawn(dataDir: string, environment: Environment = {}): StandaloneProcess {
    return new StandaloneProcess(dataDir, environment);
  }

  static async start(dataDir: string, environment?: Environment): Promise<StandaloneProcess> {
    const standalone = StandaloneProcess.spawn(dataDir, environment);
    await standalone.untilReady();
    return standalone;
  }

  /** Resolves when it says that it is running. */
  async untilReady(): Promise<void> {
    await this.until('said that it is running', () => this.text.includes('Gemba is running.'));
  }

  /** Whether every part of it works now. */
  async isReady(): Promise<boolean> {
    try {
      return (await this.request('/health/ready')).ok;
    } catch {
      return false;
    }
  }

  get instance(): Instance {
    const instance = readInstance(this.dataDir);
    if (instance?.pid !== this.pid) throw new Error('It does not run yet.');
    return instance;
  }

  async request(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.instance.httpUrl}${path}`, init);
  }

  async publish(contentType: string, body: string): Promise<Response> {
    return this.request('/v1/events', { method: 'POST', headers: { 'content-type': contentType }, body });
  }

  /** Process id of the PostgreSQL that runs on the data folder, or null. */
  get postmasterPid(): number | null {
    return this.signalPostmaster(0);
  }

  /** Kills the server of this moment; one that is only just coming back is waited for. */
  async killPostgres(): Promise<void> {
    while (this.signalPostmaster('SIGKILL') === null) await delay(POLL_MS);
  }

  /** Gives whom it reached. */
  private signalPostmaster(signal: NodeJS.Signals | 0): number | null {
    try {
      const pid = Number(readFileSync(join(this.dataDir, 'postgres-18/postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, signal);
      return pid;
    } catch {
      return null;
    }
  }
}
