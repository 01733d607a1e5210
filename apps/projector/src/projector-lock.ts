import { type Pool, type PoolClient } from 'pg';
import { pause } from './pause';

const ASK_AGAIN_MS = 250;

/**
 * Lets one process at a time do what a name stands for. Others wait here until it has ended, by its will or not: the lock
 * belongs to a connection and dies with it. It does not keep a process that has lost it unknowingly from writing; where
 * that matters, leases do (`sharing/`).
 */
export class ProjectorLock {
  private client: PoolClient | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly name: string,
  ) {}

  /**
   * Resolves when the lock is ours, or the signal aborts. `onTaken`: it is another's, we wait. `onLost`: the connection
   * that holds the lock broke off.
   */
  async acquire(signal: AbortSignal, onTaken: () => void, onLost: (error: Error) => void): Promise<void> {
    this.client = await this.pool.connect();
    this.client.on('error', onLost);
    while (!signal.aborted && !(await this.isOurs(this.client))) {
      onTaken();
      await pause(ASK_AGAIN_MS, signal);
    }
  }

  /** Ends the connection, and the lock with it. */
  release(): void {
    this.client?.release(true);
    this.client = undefined;
  }

  private async isOurs(client: PoolClient): Promise<boolean> {
    const { rows } = await client.query<{ ours: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('gemba ' || $1, 0)) as ours",
      [this.name],
    );
    return rows[0]!.ours;
  }
}
