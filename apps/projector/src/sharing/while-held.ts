import { type Holdings } from './holdings';
import { LeaseLost } from './lease';

/**
 * Does some work whenever, and as long as, we hold its lease. Another epoch is another tenure: the work ends and begins
 * anew. Where a transaction finds the lease lost, the holdings must no longer show it.
 */
export const whileHeld = async (
  holdings: Holdings,
  name: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> => {
  for (;;) {
    const lease = await holdings.untilHeld(name, signal);
    if (lease === undefined) return;
    const ending = new AbortController();
    const end = (): void => ending.abort();
    const look = (): void => {
      if (signal.aborted || holdings.get(name)?.epoch !== lease.epoch) end();
    };
    const unwatch = holdings.watch(look);
    signal.addEventListener('abort', end);
    look();
    try {
      if (!ending.signal.aborted) await work(ending.signal);
      // It ended by itself: nothing more will come.
      if (!ending.signal.aborted) return;
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    } finally {
      unwatch();
      signal.removeEventListener('abort', end);
    }
  }
};
