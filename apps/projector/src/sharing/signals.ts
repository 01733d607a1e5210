import { type Pool } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';

/** fed: a page came in. pressing: so many deals wait that none should wait for quiet. leases: look who holds what. */
export type Signal = 'fed' | 'pressing' | 'leases';

/** Of the same kind, so often at most. */
const PAUSE_MS = 10;

export const channelOf = (tables: string): string => `gemba projectors of ${tables}`;

/** Who told what; null when it was ourselves. */
export const signalOf = (payload: string, self: string): Signal | null => {
  const [sender, signal] = payload.split(' ');
  return sender === self ? null : (signal as Signal);
};

/**
 * Tells the other processes what happened: outside of the transaction in which it did (there it would take a lock of
 * the whole server at commit), and once for all of the last milliseconds. A lost one costs them a look.
 */
export class Signals {
  private readonly owed = new Set<Signal>();
  private isUnderWay = false;

  constructor(
    private readonly pool: Pool,
    private readonly tables: string,
    private readonly self: string,
  ) {}

  tell(signal: Signal): void {
    this.owed.add(signal);
    if (!this.isUnderWay) void this.pay();
  }

  private async pay(): Promise<void> {
    this.isUnderWay = true;
    while (this.owed.size > 0) {
      const signals = [...this.owed];
      this.owed.clear();
      await this.tellNow(...signals).catch(() => undefined);
      await pause(PAUSE_MS, undefined, { ref: false });
    }
    this.isUnderWay = false;
  }

  /** Resolves when it was told. */
  async tellNow(...signals: readonly Signal[]): Promise<void> {
    await this.pool.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [
      channelOf(this.tables),
      signals.map((signal) => `${this.self} ${signal}`),
    ]);
  }
}
