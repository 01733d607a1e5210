import { setTimeout as pause } from 'node:timers/promises';
import { type Pool, type PoolClient } from 'pg';
import { CHANNEL } from './notifier';
import { type WakeUps } from './wake-ups';

const PAUSE_FIRST_MS = 50;
const PAUSE_MAX_MS = 5_000;

/** Holds one connection that listens, and makes another when it breaks. Until then sleepers live by polling. */
export class Listener {
  readonly #pool: Pool;
  readonly #wakeUps: WakeUps;
  readonly #end = new AbortController();
  #running: Promise<void> | null = null;

  constructor(pool: Pool, wakeUps: WakeUps) {
    this.#pool = pool;
    this.#wakeUps = wakeUps;
  }

  start(): void {
    if (!this.#end.signal.aborted) this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#end;
    let pauseMs = PAUSE_FIRST_MS;
    while (!signal.aborted) {
      const wasListening = await this.#listen().catch(() => false);
      pauseMs = wasListening ? PAUSE_FIRST_MS : Math.min(pauseMs * 2, PAUSE_MAX_MS);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Resolves when the connection has ended. */
  async #listen(): Promise<true> {
    const client = await this.#pool.connect();
    const ended = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.once('end', () => resolve());
      this.#end.signal.addEventListener('abort', () => resolve(), { once: true });
      if (this.#end.signal.aborted) resolve();
    });
    client.on('notification', () => this.#wakeUps.wake());
    await this.#use(client, ended);
    return true;
  }

  async #use(client: PoolClient, ended: Promise<void>): Promise<void> {
    try {
      await client.query(`listen ${CHANNEL}`);
      // What was told before this connection listened was told to nobody.
      this.#wakeUps.wakeAfterInterruption();
      await ended;
    } finally {
      // Never back into the pool: the next user would listen too.
      client.release(true);
    }
  }
}
