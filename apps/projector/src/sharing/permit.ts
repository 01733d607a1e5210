import { type Pool, type PoolClient } from 'pg';
import { inTransaction } from '../database/transaction';
import { EVERYTHING, type Share } from '../drain/dirty-queue';

type Work<T> = (client: PoolClient) => Promise<T>;

/** Leave to write. Whoever writes proves at the beginning of each transaction that it still has it. */
export interface Permit {
  /** Throws `LeaseLost` or `TablesReplaced` where there is no leave any more; nothing is written then. */
  inTransaction<T>(work: Work<T>): Promise<T>;
  /** The same while nobody else writes: waits for all who do, and lets everybody else wait. */
  alone<T>(work: Work<T>): Promise<T>;
}

/** Leave to compute a share of the deals. */
export interface DealsPermit {
  readonly share: Share;
  readonly permit: Permit;
}

/** All that a projection writes under. */
export interface Permits {
  readonly feed: Permit;
  /** For fan-outs too. */
  readonly analyses: Permit;
  /** Null: no deal is ours to compute. */
  deals(): DealsPermit | null;
}

/** Of tables that nobody else knows of: nothing needs to be proved. */
export const unshared = (pool: Pool): Permit => ({
  inTransaction: (work) => inTransaction(pool, work),
  alone: (work) => inTransaction(pool, work),
});

export const allUnshared = (pool: Pool): Permits => {
  const permit = unshared(pool);
  return { feed: permit, analyses: permit, deals: () => ({ share: EVERYTHING, permit }) };
};
