import { readFile } from 'node:fs/promises';
import { type ApiKeyRing } from './api-key-ring';
import { readKeyFile } from './key-file';

export interface KeyFileLog {
  info(message: string): void;
  warn(message: string): void;
}

const LOOK_AGAIN_MS = 1_000;

/**
 * Keeps a ring up with the file that its entries came from: a new key, a new expiry and a key's removal hold without a
 * restart. Looks once a second, since a mounted secret changes in ways that file watchers do not hear of.
 *
 * What is no entry opens nothing, and the log names its line. While the file cannot be read, the keys that held go on.
 */
export class FollowedKeyFile {
  private inForce: string | null = null;
  private seen: string | null = null;
  private toldOf: string | null = null;
  private isLooking = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    private readonly ring: ApiKeyRing,
    private readonly log: KeyFileLog,
    private readonly everyMs = LOOK_AGAIN_MS,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.lookOnce(), this.everyMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async lookOnce(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    await this.look();
    this.isLooking = false;
  }

  private async look(): Promise<void> {
    const text = await this.read();
    if (text === null || text === this.inForce) return;
    // Who writes the file in place empties it first: only what was found twice is taken.
    if (text === this.seen) this.take(text);
    this.seen = text;
  }

  private async read(): Promise<string | null> {
    try {
      const text = await readFile(this.path, 'utf8');
      this.toldOf = null;
      return text;
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? 'unknown error';
      if (this.toldOf !== why) {
        this.log.warn(
          `The file of API keys (GEMBA_API_KEYS_FILE) cannot be read (${why}): the keys that held go on. Put it back.`,
        );
      }
      this.toldOf = why;
      return null;
    }
  }

  private take(text: string): void {
    const isFirst = this.inForce === null;
    const { keys, faults } = readKeyFile(text);
    this.ring.replaceEntries(keys.map(({ entry }) => entry));
    this.inForce = text;
    for (const fault of faults) {
      this.log.warn(`The file of API keys (GEMBA_API_KEYS_FILE) is wrong: ${fault}; it opens nothing. Correct it.`);
    }
    if (!isFirst) this.log.info(`The file of API keys changed; these hold: ${keys.map(({ id }) => id).join(', ')}.`);
  }
}
