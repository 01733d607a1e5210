export interface BackOffBounds {
  readonly firstMs: number;
  readonly maxMs: number;
}

/**
 * Waits that double up to a bound. Half of each is left to chance, so that many who lost the same server do not all
 * come back at once.
 */
export class BackOff {
  private attempts = 0;

  constructor(
    private readonly bounds: BackOffBounds,
    private readonly random: () => number = Math.random,
  ) {}

  /** Milliseconds to wait now. */
  next(): number {
    const fullMs = Math.min(this.bounds.maxMs, this.bounds.firstMs * 2 ** Math.min(this.attempts++, 30));
    return Math.round(fullMs / 2 + (fullMs / 2) * this.random());
  }

  /** It went well: the next wait is a short one again. */
  reset(): void {
    this.attempts = 0;
  }
}
