import { type Pool } from 'pg';
import { pause } from '../pause';
import { type ProjectorLog } from '../projector-control';
import { ProjectorLock } from '../projector-lock';
import { type FeedPublisher } from './feed-publisher';

const RETRY_MS = 1_000;

/**
 * Publishes all feeds while this process is the one to do it: the one that holds a lock, which belongs to a connection
 * and dies with it. Another process takes over where the last place was kept. One that has lost the lock unknowingly may
 * send once more what goes out anyhow; it moves nothing.
 */
export class Publisher {
  private readonly stopping = new AbortController();
  private readonly lock: ProjectorLock;
  private running: Promise<void> = Promise.resolve();

  constructor(
    pool: Pool,
    tables: string,
    readonly feeds: readonly FeedPublisher[],
    private readonly log: ProjectorLog,
  ) {
    this.lock = new ProjectorLock(pool, `publisher of ${tables}`);
  }

  /** The work goes on in the background until `stop`. */
  start(): void {
    this.running = this.work();
  }

  /** Resolves when what is under way has gone out, or failed to. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const ending = new AbortController();
      const end = (): void => ending.abort();
      signal.addEventListener('abort', end);
      try {
        await this.lock.acquire(
          signal,
          () => undefined,
          (error) => this.lost(error, end),
        );
        if (!signal.aborted) await this.lead(ending);
      } catch (error) {
        this.log.warn(`Publishing broke off: ${(error as Error).message}`);
        await pause(RETRY_MS, signal);
      } finally {
        signal.removeEventListener('abort', end);
        this.lock.release();
      }
    }
  }

  private lost(error: Error, end: () => void): void {
    this.log.warn(`The connection that holds the publisher's lock broke off: ${error.message}`);
    end();
  }

  /** Runs all feeds side by side; when one of them turns out to be another's, all end. */
  private async lead(ending: AbortController): Promise<void> {
    this.log.info('This process publishes what is recorded and found.');
    const ends = this.feeds.map((feed) => feed.run(ending.signal).finally(() => ending.abort()));
    const failed = (await Promise.allSettled(ends)).find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
