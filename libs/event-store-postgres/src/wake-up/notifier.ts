import { type Pool } from 'pg';

export const CHANNEL = 'gemba_record';

/**
 * Tells other processes that the record has grown: outside the append's transaction (there it would take a lock of
 * the whole server at commit), and one at a time, however many appends there were meanwhile. A lost one costs a poll.
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
    }
    this.#isUnderWay = false;
  }
}
