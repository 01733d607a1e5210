import { setTimeout as pause } from 'node:timers/promises';
import { type RunningPostmaster } from './postmaster';

/** What listeners are told. Between `down` and `up` every connection fails; committed rows are all there afterwards. */
export type RestartNotice =
  | { readonly phase: 'down'; readonly reason: string }
  | { readonly phase: 'attempt-failed'; readonly attempt: number; readonly error: Error; readonly retryInMs: number }
  | { readonly phase: 'up'; readonly attempts: number; readonly downMs: number };

export type RestartListener = (notice: RestartNotice) => void;

const RETRY_MS_FIRST = 250;
const RETRY_MS_MAX = 30_000;
/** Who lived this long did not die of his start: the next pause is the shortest again. */
const STEADY_MS = 60_000;

/** The pause before an attempt: none before the first, then doubling. */
export const retryPauseMs = (attempt: number): number =>
  attempt <= 1 ? 0 : Math.min(RETRY_MS_FIRST * 2 ** (attempt - 2), RETRY_MS_MAX);

/** Keeps one server running until it is told to stop. */
export class PostgresSupervisor {
  private readonly listeners = new Set<RestartListener>();
  private readonly stopping = new AbortController();
  private current: RunningPostmaster | null = null;
  private recovery: Promise<void> = Promise.resolve();
  private attempt = 0;
  private steadySinceMs = 0;

  constructor(private readonly startServer: (signal: AbortSignal) => Promise<RunningPostmaster>) {}

  /** The first start: its failure is the caller's. */
  async start(): Promise<void> {
    this.adopt(await this.startServer(this.stopping.signal));
  }

  get pid(): number | null {
    return this.current?.pid ?? null;
  }

  onRestart(listener: RestartListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.recovery;
    await this.current?.stop();
    this.current = null;
  }

  private adopt(server: RunningPostmaster): void {
    this.current = server;
    this.steadySinceMs = performance.now();
    void server.ended.then((reason) => {
      if (!this.stopping.signal.aborted) this.recovery = this.recover(reason);
    });
  }

  private async recover(reason: string): Promise<void> {
    this.current = null;
    const downSinceMs = performance.now();
    if (downSinceMs - this.steadySinceMs > STEADY_MS) this.attempt = 0;
    this.tell({ phase: 'down', reason });
    for (let attempts = 1; !this.stopping.signal.aborted; attempts++) {
      this.attempt++;
      try {
        await pause(retryPauseMs(this.attempt), undefined, { signal: this.stopping.signal });
        this.adopt(await this.startServer(this.stopping.signal));
        return this.tell({ phase: 'up', attempts, downMs: Math.round(performance.now() - downSinceMs) });
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        const retryInMs = retryPauseMs(this.attempt + 1);
        this.tell({ phase: 'attempt-failed', attempt: attempts, error: error as Error, retryInMs });
      }
    }
  }

  private tell(notice: RestartNotice): void {
    // Later: a listener that throws must not be taken for a server that failed to start.
    for (const listener of this.listeners) queueMicrotask(() => listener(notice));
  }
}
