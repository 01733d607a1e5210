import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';

/** Whoever merely hands a lease over holds its row for an instant. */
const GRACE_MS = 1_000;
const TRY_SECONDS = 10;

const settlesWithin = async (promise: Promise<unknown>, ms: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Ends the sessions of processes that are gone but left a transaction open under their leases: stopped in the middle, or
 * cut off from here. What they did in it is undone, as if they had died a moment earlier. Rejects when the database does
 * not let us.
 */
export const endZombies = async (pool: Pool, tables: string, dead: readonly string[]): Promise<void> => {
  const waiting = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => void (broken = error);
  waiting.on('error', onError);
  try {
    await waiting.query('begin');
    const locked = waitForLeases(waiting, tables, dead);
    locked.catch(() => undefined);
    const { processID: pid } = waiting as unknown as { readonly processID: number };
    while (!(await settlesWithin(locked, GRACE_MS)))
      await pool.query('select pg_terminate_backend(pid) from unnest(pg_blocking_pids($1)) as pid', [pid]);
  } finally {
    await waiting.query('rollback').catch(onError);
    waiting.off('error', onError);
    waiting.release(broken);
  }
};

/** Waits in line for the rows: whoever is in the way can be asked for then. */
const waitForLeases = async (client: PoolClient, tables: string, dead: readonly string[]): Promise<void> => {
  await client.query(`set local lock_timeout = '${TRY_SECONDS}s'`);
  await client.query(`select from ${quoted(tables)}.lease where holder = any($1::uuid[]) order by name for update`, [
    dead,
  ]);
};
