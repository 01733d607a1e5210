import { type Pool } from 'pg';
import { ANALYSES, FEED, type Lease, LeaseLost, REBUILD } from './lease';
import { type LeaseKeeper } from './lease-keeper';
import { LeasedPermit } from './leased-permit';
import { type DealsPermit, type Permit, type Permits } from './permit';

/** What a projection that shares its tables with other processes writes under: whatever this process holds just then. */
export class HeldPermits implements Permits {
  readonly feed: Permit = this.permitOf(FEED);
  readonly analyses: Permit = this.permitOf(ANALYSES);
  /**
   * For work that holds the lease from beginning to end. When it was taken from us meanwhile, since this process did not
   * answer in time, we wait until it is ours again: what was computed so far is good as long as nobody else rebuilt.
   */
  readonly rebuild: Permit = this.awaitedPermitOf(REBUILD);

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

  under(leases: readonly Lease[]): Permit {
    const { pool, tables, keeper, generation } = this;
    return new LeasedPermit(pool, tables, keeper.id, leases, generation, (lost) => keeper.lost(lost));
  }

  private awaitedPermitOf(name: string): Permit {
    const again = async <T>(begin: (permit: Permit) => Promise<T>): Promise<T> => {
      for (;;) {
        const lease = await this.keeper.holdings.untilHeld(name, this.keeper.ended);
        if (lease === undefined) throw new LeaseLost(`This process gave "${name}" up. Nothing was written.`);
        try {
          return await begin(this.under([lease]));
        } catch (error) {
          if (!(error instanceof LeaseLost)) throw error;
        }
      }
    };
    return {
      inTransaction: (work) => again((permit) => permit.inTransaction(work)),
      alone: (work) => again((permit) => permit.alone(work)),
    };
  }

  private permitOf(name: string): Permit {
    const now = (): Permit => {
      const lease = this.keeper.holdings.get(name);
      if (lease === undefined) throw new LeaseLost(`This process does not hold "${name}". Nothing was written.`);
      return this.under([lease]);
    };
    return {
      inTransaction: async (work) => now().inTransaction(work),
      alone: async (work) => now().alone(work),
    };
  }
}
