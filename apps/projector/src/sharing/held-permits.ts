import { type Pool, type PoolClient } from 'pg';
import { ANALYSES, FEED, type Lease, LeaseLost } from './lease';
import { type LeaseKeeper } from './lease-keeper';
import { LeasedPermit } from './leased-permit';
import { type DealsPermit, type Permit, type Permits } from './permit';

/** What a projection that shares its tables with other processes writes under: whatever this process holds just then. */
export class HeldPermits implements Permits {
  readonly feed: Permit = this.permitOf(FEED);
  readonly analyses: Permit = this.permitOf(ANALYSES);

  constructor(
    private readonly pool: Pool,
    private readonly tables: string,
    private readonly keeper: LeaseKeeper,
    private readonly generation: number,
    /** How many parts the deals are divided into. */
    private readonly partitions: number,
  ) {}

  deals(): DealsPermit | null {
    const held = this.keeper.holdings.partitions;
    if (held.length === 0) return null;
    const numbers = held.map(({ partition }) => partition!);
    return { share: { numbers, of: this.partitions }, permit: this.under(held) };
  }

  /** For work that holds its lease from beginning to end. */
  under(leases: readonly Lease[]): Permit {
    const { pool, tables, keeper, generation } = this;
    return new LeasedPermit(pool, tables, keeper.id, leases, generation, (lost) => keeper.lost(lost));
  }

  private permitOf(name: string): Permit {
    type Work<T> = (client: PoolClient) => Promise<T>;
    const now = (): Permit => {
      const lease = this.keeper.holdings.get(name);
      if (lease === undefined) throw new LeaseLost(`This process does not hold "${name}". Nothing was written.`);
      return this.under([lease]);
    };
    return {
      inTransaction: async <T>(work: Work<T>) => now().inTransaction(work),
      alone: async <T>(work: Work<T>) => now().alone(work),
    };
  }
}
