import { LeaseLost, TablesReplaced } from '../sharing/lease';
import { WakeablePause } from '../wakeable-pause';
import { type AnalysisRun } from './analysis-run';

/** Nothing came in for so long: what is across deals is worth computing. */
const QUIET_MS = 150;
/** Analyses may take this part of the time, so that a steady trickle does not keep them running. */
const SHARE_OF_TIME = 0.2;
/** A new day begins without a wake-up. */
const LOOK_AGAIN_MS = 5_000;
/** Deals that other processes compute are not there yet. */
const OTHERS_BUSY_MS = 250;
/** When analyses are tried again after one of them failed. */
const RETRY_MS = 30_000;

/** Computes tables across deals when their inputs moved and nothing more comes in, and when a new day begins. */
export class AnalysisLoop {
  private fedAtMs = 0;
  private readyAtMs = 0;
  private isDrained = false;
  private readonly pause = new WakeablePause();

  constructor(
    private readonly analyses: AnalysisRun,
    private readonly asOf: () => string,
    private readonly nowMs: () => number,
    private readonly onFailure: (table: string, error: Error) => void,
  ) {}

  /** A page came in: the inputs will move. */
  fed(): void {
    this.fedAtMs = this.nowMs();
    this.isDrained = false;
  }

  /** Every deal of this process is computed. */
  drained(): void {
    if (this.isDrained) return;
    this.isDrained = true;
    this.pause.wake();
  }

  async run(signal: AbortSignal): Promise<void> {
    const stop = (): void => this.pause.wake();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) await this.turn();
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private async turn(): Promise<void> {
    this.pause.heard();
    const now = this.nowMs();
    const waitMs = Math.max(this.fedAtMs + QUIET_MS, this.readyAtMs) - now;
    if (!this.isDrained || waitMs > 0) return this.pause.for(this.isDrained ? waitMs : LOOK_AGAIN_MS);
    if (!(await this.analyses.haveAllInputs())) return this.pause.for(OTHERS_BUSY_MS);
    const asOf = this.asOf();
    for (const table of await this.analyses.due(asOf)) await this.compute(table, asOf);
    const done = this.nowMs();
    this.readyAtMs = Math.max(this.readyAtMs, done + (done - now) * (1 / SHARE_OF_TIME - 1));
    await this.pause.for(LOOK_AGAIN_MS);
  }

  /** One that fails keeps neither the others nor the deals from being computed; its table is shown as stale. */
  private async compute(table: string, asOf: string): Promise<void> {
    try {
      await this.analyses.compute([table], asOf);
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof TablesReplaced) throw error;
      this.onFailure(table, error as Error);
      this.readyAtMs = this.nowMs() + RETRY_MS;
    }
  }
}
