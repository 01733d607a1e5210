import { type Drain, type DrainedBatch } from './drain';
import { NO_PATIENCE, type Patience } from './dirty-queue';
import { WakeablePause } from '../wakeable-pause';

/** While more comes in than drains compute, a deal waits until it was quiet; a busy one is computed every two seconds. */
const UNDER_LOAD: Patience = { quietMs: 400, waitMsMax: 2_000 };
/** Drains that found the queue empty within this time keep up. */
const KEEPS_UP_MS = 250;
/** So long after the last page nothing more is expected. */
const FEED_QUIET_MS = 200;
const LOOK_AGAIN_MS = 50;
/** Deals that failed are tried again without a wake-up. */
const IDLE_MS = 1_000;
const DEALS_MAX = 1_000;
const DEALS_MIN = 10;
/** A batch aims at so many events: enough to divide the cost of a commit, few enough for memory. */
const EVENTS_AIM = 15_000;

export interface DrainObserver {
  drained(batch: DrainedBatch, seconds: number): void;
  /** The queue was empty. */
  idle(): void;
}

/** Runs a drain whenever there is something to drain. */
export class DrainLoop {
  private dealsMax = 200;
  private keptUpAtMs = 0;
  private fedAtMs = 0;
  private isPressed = false;
  private readonly pause = new WakeablePause();

  constructor(
    private readonly drain: Drain,
    /** Brings in more work when the queue is empty; false when there is none. */
    private readonly refill: () => Promise<boolean>,
    private readonly observer: DrainObserver,
    private readonly nowMs: () => number,
  ) {}

  /** A page came in. `isPressed`: so many deals wait that waiting for quiet ones would not pay. */
  fed(isPressed: boolean): void {
    this.fedAtMs = this.nowMs();
    this.isPressed = isPressed;
    this.wakeUp();
  }

  /** There may be something to do. */
  wakeUp(): void {
    this.pause.wake();
  }

  async run(signal: AbortSignal): Promise<void> {
    const stop = (): void => this.pause.wake();
    signal.addEventListener('abort', stop);
    this.keptUpAtMs = this.nowMs();
    try {
      while (!signal.aborted) await this.turn();
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private async turn(): Promise<void> {
    const patience = this.patience();
    const startedMs = this.nowMs();
    this.pause.heard();
    const batch = await this.drain.batch(this.dealsMax, patience);
    if (batch.deals > 0) {
      this.adapt(batch);
      this.observer.drained(batch, (this.nowMs() - startedMs) / 1000);
      return;
    }
    if (patience === UNDER_LOAD) return this.pause.for(LOOK_AGAIN_MS);
    if (await this.refill()) return;
    this.isPressed = false;
    this.observer.idle();
    await this.pause.for(IDLE_MS);
    this.keptUpAtMs = this.nowMs();
  }

  private patience(): Patience {
    const now = this.nowMs();
    const keepsUp = now - this.keptUpAtMs < KEEPS_UP_MS;
    const isQuiet = now - this.fedAtMs > FEED_QUIET_MS;
    return keepsUp || isQuiet || this.isPressed ? NO_PATIENCE : UNDER_LOAD;
  }

  private adapt({ deals, events }: DrainedBatch): void {
    if (deals < this.dealsMax && events < EVENTS_AIM) return;
    const fitting = Math.round((deals * EVENTS_AIM) / Math.max(events, 1));
    this.dealsMax = Math.min(DEALS_MAX, Math.max(DEALS_MIN, fitting));
  }
}
