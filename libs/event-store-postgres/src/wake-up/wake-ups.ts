/** Tells sleepers that the record has grown. A call between a look and the sleep is not lost: they compare counts. */
export class WakeUps {
  readonly #sleepers = new Set<() => void>();
  #count = 0;
  #interruptions = 0;

  get count(): number {
    return this.#count;
  }

  /** How often the connection that listens had to be made: what is behind it may have been exchanged meanwhile. */
  get interruptions(): number {
    return this.#interruptions;
  }

  wakeAfterInterruption(): void {
    this.#interruptions++;
    this.wake();
  }

  wake(): void {
    this.#count++;
    for (const sleeper of [...this.#sleepers]) sleeper();
  }

  /** Sleeps until woken, aborted or `millisecondsMax` have passed; not at all when woken since `seen` was read. */
  sleep(seen: number, millisecondsMax: number, signal: AbortSignal): Promise<void> {
    if (seen !== this.#count || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const rise = (): void => {
        this.#sleepers.delete(rise);
        signal.removeEventListener('abort', rise);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(rise, millisecondsMax);
      this.#sleepers.add(rise);
      signal.addEventListener('abort', rise);
    });
  }
}
