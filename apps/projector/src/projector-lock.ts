import { type Pool, type PoolClient } from 'pg';

/**
 * One projector works on a schema at a time. A second one waits here until the first has ended, by its will or not:
 * the lock belongs to a connection and dies with it.
 */
export class ProjectorLock {
  private client: PoolClient | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly tables: string,
  ) {}

  /** Resolves when the schema is ours. `onLost` is called if the connection that holds the lock breaks off. */
  async acquire(onLost: (error: Error) => void): Promise<void> {
    const client = await this.pool.connect();
    client.on('error', onLost);
    try {
      await client.query("select pg_advisory_lock(hashtextextended('gemba projector of ' || $1, 0))", [this.tables]);
      this.client = client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  /** Ends the connection, and the lock with it. */
  release(): void {
    this.client?.release(true);
    this.client = undefined;
  }
}
