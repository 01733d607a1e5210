import { BackOff } from '../back-off';

const BOUNDS = { firstMs: 500, maxMs: 10_000 };

interface Held {
  readonly backOff: BackOff;
  reason: string;
  timer: NodeJS.Timeout;
  /** Lets the client fetch it again. */
  resume: () => void;
}

/** Partitions whose last chunk could not be handled: each waits for its next try, longer every time. */
export class HeldPartitions {
  private readonly held = new Map<number, Held>();

  constructor(private readonly bounds = BOUNDS) {}

  get reasons(): ReadonlyMap<number, string> {
    return new Map([...this.held].map(([partition, { reason }]) => [partition, reason]));
  }

  /** Calls `resume` when the wait is over, or the partition is not held any more. Gives the wait in milliseconds. */
  hold(partition: number, reason: string, resume: () => void): number {
    const before = this.held.get(partition);
    const backOff = before?.backOff ?? new BackOff(this.bounds);
    const waitMs = backOff.next();
    clearTimeout(before?.timer);
    this.held.set(partition, { backOff, reason, resume, timer: setTimeout(resume, waitMs) });
    return waitMs;
  }

  /** Its chunk was handled. True where it had been held. */
  release(partition: number): boolean {
    return this.forget(partition);
  }

  /** Others have the rest from now on. */
  keepOnly(partitions: readonly number[]): void {
    for (const partition of [...this.held.keys()]) if (!partitions.includes(partition)) this.forget(partition);
  }

  clear(): void {
    this.keepOnly([]);
  }

  /** The client remembers beyond a rebalance what it was told to pause: one that comes back would stay paused for ever. */
  private forget(partition: number): boolean {
    const held = this.held.get(partition);
    clearTimeout(held?.timer);
    held?.resume();
    return this.held.delete(partition);
  }
}
