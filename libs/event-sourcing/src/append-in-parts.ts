import { type AppendOutcome, EventStoreUnavailable } from './event-store';

/** What becomes of one write of an append. */
export interface PendingOutcome {
  readonly settle: (outcome: AppendOutcome) => void;
  readonly fail: (error: unknown) => void;
  /**
   * Whether a write of the same append has failed. Whoever gave it is told to send everything again, so what was not sent
   * yet must not be: it would be recorded before what failed, and stand before it in its stream.
   */
  readonly isAbandoned: () => boolean;
}

/** An append whose writes are settled one by one, in any order. Throws `EventStoreUnavailable` once the store closes. */
export class AppendInParts {
  readonly outcomes: Promise<AppendOutcome[]>;
  readonly #settled: AppendOutcome[];
  #open: number;
  #isAbandoned = false;
  #resolve!: (outcomes: AppendOutcome[]) => void;
  #reject!: (error: unknown) => void;

  constructor(writes: number, closing: AbortSignal) {
    refuseWhenClosed(closing);
    this.#open = writes;
    this.#settled = new Array<AppendOutcome>(writes);
    this.outcomes = new Promise((resolve, reject) => ([this.#resolve, this.#reject] = [resolve, reject]));
    if (writes === 0) this.#resolve([]);
  }

  /** The write at this place of the append. */
  at(index: number): PendingOutcome {
    return {
      settle: (outcome) => {
        this.#settled[index] = outcome;
        if (--this.#open === 0) this.#resolve(this.#settled);
      },
      fail: (error) => {
        this.#isAbandoned = true;
        this.#reject(error);
      },
      isAbandoned: () => this.#isAbandoned,
    };
  }
}

/** Throws `EventStoreUnavailable` when the store is closed, or about to be. */
export const refuseWhenClosed = (closing: AbortSignal): void => {
  if (closing.aborted) throw new EventStoreUnavailable('The event store is closed.');
};
