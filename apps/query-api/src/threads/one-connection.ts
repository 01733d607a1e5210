import { createPool } from '@gemba/platform';
import { type Pool } from 'pg';

/** Lets a thread work with a pool of a single connection, and closes it. */
export const withOneConnection = async <T>(
  url: string,
  purpose: string,
  work: (pool: Pool) => Promise<T>,
): Promise<T> => {
  const pool = createPool({
    url,
    applicationName: `gemba ${purpose}`,
    connectionsMax: 1,
    onIdleError: () => undefined,
  });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
};
