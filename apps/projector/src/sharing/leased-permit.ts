import { escapeLiteral, type Pool, type PoolClient, type QueryResult } from 'pg';
import { quoted } from '../database/schema-names';
import { inTransaction } from '../database/transaction';
import { type Lease, LeaseLost, TablesReplaced } from './lease';
import { type Permit } from './permit';

interface ProvedLease {
  readonly name: string;
  readonly generation: number;
}

/**
 * Leave to write under leases. Each transaction locks their rows FOR KEY SHARE: whoever takes one of them over waits for
 * the end of the transaction, and the next transaction finds another epoch and writes nothing. No clock is trusted.
 */
export class LeasedPermit implements Permit {
  constructor(
    private readonly pool: Pool,
    private readonly tables: string,
    private readonly holder: string,
    /** At least one. */
    private readonly leases: readonly Lease[],
    /** Of the tables, when whatever is kept in memory about them was begun. */
    private readonly generation: number,
    private readonly onLost: (leases: readonly Lease[]) => void,
  ) {}

  inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, work, (client) => this.begin(client, 'row share'));
  }

  alone<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, work, (client) => this.begin(client, 'exclusive'));
  }

  private async begin(client: PoolClient, mode: 'row share' | 'exclusive'): Promise<void> {
    const s = quoted(this.tables);
    // One round trip. The proof is a statement of its own, so it sees what was committed while the lock was waited for.
    const results = (await client.query(
      `begin;
       lock table ${s}.writing in ${mode} mode;
       select l.name, g.generation from ${s}.lease l cross join ${s}.generation g
       where l.holder = ${escapeLiteral(this.holder)} and (l.name, l.epoch) in (${this.epochs()})
       for key share of l`,
    )) as unknown as QueryResult<ProvedLease>[];
    const proved = results.at(-1)!.rows;
    if (proved.length < this.leases.length) {
      const lost = this.leases.filter(({ name }) => !proved.some((lease) => lease.name === name));
      this.onLost(lost);
      throw new LeaseLost(
        `This process no longer holds ${lost.map(({ name }) => `"${name}"`).join(', ')} of ${this.tables}: ` +
          'another one took over. Nothing was written.',
      );
    }
    if (proved[0]!.generation === this.generation) return;
    throw new TablesReplaced(`The tables of ${this.tables} were rebuilt meanwhile. Nothing was written.`);
  }

  private epochs(): string {
    return this.leases.map(({ name, epoch }) => `(${escapeLiteral(name)}, ${epoch})`).join(', ');
  }
}
