import { type RecordNames } from '../record-names';
import { type Connection } from '../server/connection';
import { backOffMs, rest } from '../server/jitter';
import { subscribeToStreamEndRequest } from '../server/requests';

const PAUSE_MS = 100;
const PAUSE_MS_MAX = 5_000;
/** Silence is what is expected: the connection's own pings notice when nobody is there. */
const SILENCE_MS = 3_600_000;

/**
 * A call that stays open to the server and has nothing to say: when it breaks off, whatever is behind it may have been
 * exchanged, for an older state of the record perhaps, and what this process remembers of it is in doubt.
 */
export class LinkWatch {
  readonly #connection: Connection;
  readonly #stream: string;
  readonly #onDoubt: () => void;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #interruptions = 0;

  constructor(connection: Connection, { incarnation }: RecordNames, onDoubt: () => void) {
    this.#connection = connection;
    this.#stream = incarnation;
    this.#onDoubt = onDoubt;
  }

  /** How often it broke off, or came back. */
  get interruptions(): number {
    return this.#interruptions;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (let attempt = 1; !signal.aborted; attempt++) {
      if (await this.#wasOpen(signal)) attempt = 1;
      await rest(backOffMs(attempt, PAUSE_MS, PAUSE_MS_MAX), signal);
    }
  }

  /** Waits until the call breaks off, if it comes about at all. */
  async #wasOpen(signal: AbortSignal): Promise<boolean> {
    let isOpen = false;
    try {
      const following = await this.#connection.follow(subscribeToStreamEndRequest(this.#stream), signal);
      while ((await following.wait(SILENCE_MS)) !== 'over') {
        // While it was away, what was remembered anew came from nobody knows where.
        if (following.take() !== null && !isOpen && this.#interruptions > 0) this.#doubt();
        isOpen = true;
      }
    } catch {
      // Whoever needs the server finds out himself; here it is only looked for again.
    }
    if (isOpen && !signal.aborted) this.#doubt();
    return isOpen;
  }

  #doubt(): void {
    this.#interruptions++;
    this.#onDoubt();
  }
}
