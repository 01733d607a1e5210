import { setTimeout as pause } from 'node:timers/promises';
import { type Pool } from 'pg';

export const CHANNEL = 'gemba_record';

/** At once when there was silence; under steady appends, so often at most. */
const PAUSE_MS = 10;

/**
 * Tells other processes that the record has grown: outside the append's transaction (there it would take a lock of
 * the whole server at commit), and once for all appends of the last milliseconds. A lost one costs a poll.
 */
export class Notifier {
  readonly #pool: Pool;
  #isUnderWay = false;
  #isOwed = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  notify(): void {
    this.#isOwed = true;
    if (!this.#isUnderWay) void this.#pay();
  }

  async #pay(): Promise<void> {
    this.#isUnderWay = true;
    while (this.#isOwed) {
      this.#isOwed = false;
      await this.#pool.query(`notify ${CHANNEL}`).catch(() => undefined);
      await pause(PAUSE_MS, undefined, { ref: false });
    }
    this.#isUnderWay = false;
  }
}
