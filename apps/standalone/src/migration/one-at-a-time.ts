import type { Pool, PoolClient } from 'pg';

/**
 * Runs something while no other process does so on this database: a second one waits and then finds it done. The lock
 * belongs to the connection and dies with it, so a migration that was killed holds nobody up.
 */
export const oneAtATime = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('gemba migration', 0))");
    return await work(client);
  } finally {
    client.release(true);
  }
};
