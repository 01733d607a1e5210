import { type Pool, type PoolClient } from 'pg';

const plainly = (client: PoolClient): Promise<unknown> => client.query('begin');

/**
 * All or nothing: what `work` did is committed when it resolves and undone when it throws. `begin` begins the
 * transaction, and may refuse it.
 */
export const inTransaction = async <T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin: (client: PoolClient) => Promise<unknown> = plainly,
): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection may break off between two statements: the next one will say so, nobody else needs to hear it.
  const onError = (error: Error): void => void (broken = error);
  client.on('error', onError);
  try {
    await begin(client);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(onError);
    throw error;
  } finally {
    client.off('error', onError);
    // A connection that broke off, or cannot even roll back, is thrown away.
    client.release(broken);
  }
};
