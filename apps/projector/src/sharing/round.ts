import { type PoolClient } from 'pg';
import { evenShare } from './even-share';
import { readGeneration } from './generation';
import { type Lease } from './lease';
import { LeaseTable } from './lease-table';
import { Members, type OwnRow } from './members';

/** What one look at the work found, and did. */
export interface RoundOutcome {
  readonly held: readonly Lease[];
  /** Ours, but one too many: a transaction of ours still writes under them. */
  readonly owed: readonly Lease[];
  /** Something moved that others should look at. */
  readonly hasMoved: boolean;
  /** Others are alive. */
  readonly hasCompany: boolean;
  /** Members that have been gone for long and whose open transactions keep their leases from being taken. */
  readonly zombies: readonly string[];
  readonly generation: number;
}

interface Counted {
  readonly held: readonly Lease[];
  readonly owed: readonly Lease[];
  readonly hasMoved: boolean;
}

type Kind = 'role' | 'rebuild' | 'deals';

const kindOf = ({ name, partition }: Lease): Kind => {
  if (partition !== null) return 'deals';
  return name === 'rebuild' ? 'rebuild' : 'role';
};

/** Renews one member, buries the dead, and brings what the member holds to its part. Everything in one transaction. */
export class Round {
  private readonly leases: LeaseTable;

  constructor(
    private readonly tables: string,
    private readonly members: Members,
    /** Told before leases are given up, so that no transaction begins under them any more. */
    private readonly onGivingUp: (leases: readonly Lease[]) => void,
  ) {
    this.leases = new LeaseTable(tables);
  }

  async run(client: PoolClient, seat: string, self: OwnRow, wantsRebuild: boolean): Promise<RoundOutcome> {
    await client.query('begin');
    try {
      const outcome = await this.within(client, seat, self, wantsRebuild);
      await client.query('commit');
      return outcome;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  /** Leaves for good, where nothing is held any more. */
  forget(client: PoolClient, id: string): Promise<void> {
    return this.members.forget(client, [id]);
  }

  private async within(client: PoolClient, seat: string, self: OwnRow, wantsRebuild: boolean): Promise<RoundOutcome> {
    const isAnother = await this.members.renew(client, seat, self);
    const members = await this.members.all(client, self.id);
    const gone = members.filter(({ isGone }) => isGone);
    const stuck = await this.bury(
      client,
      gone.map(({ id }) => id),
    );
    const sharing = members.filter(({ takesPart, isGone }) => takesPart && !isGone).map(({ id }) => id);
    const rank = sharing.indexOf(self.id);
    const aim = (things: number): number => (rank < 0 ? 0 : evenShare(things, sharing.length, rank));
    const mine = await this.leases.heldBy(client, self.id);
    const counted: Counted[] = [];
    for (const kind of ['role', 'deals', 'rebuild'] as const) {
      const wanted = kind === 'rebuild' ? Number(wantsRebuild) : aim(await this.leases.countOf(client, kind));
      const ours = mine.filter((lease) => kindOf(lease) === kind);
      counted.push(await this.bringTo(client, self.id, kind, ours, wanted));
    }
    return {
      held: counted.flatMap(({ held }) => held),
      owed: counted.flatMap(({ owed }) => owed),
      hasMoved: isAnother || gone.length > 0 || counted.some(({ hasMoved }) => hasMoved),
      hasCompany: members.length - gone.length > 1,
      zombies: gone.filter(({ id, isOverdue }) => isOverdue && stuck.has(id)).map(({ id }) => id),
      generation: (await readGeneration(client, this.tables)).generation,
    };
  }

  /** Gives those of the dead under whose leases a transaction is still open. */
  private async bury(client: PoolClient, dead: readonly string[]): Promise<ReadonlySet<string>> {
    if (dead.length === 0) return new Set();
    const stuck = await this.leases.releaseOf(client, dead);
    await this.members.forget(client, dead);
    return stuck;
  }

  private async bringTo(
    client: PoolClient,
    id: string,
    kind: Kind,
    ours: readonly Lease[],
    wanted: number,
  ): Promise<Counted> {
    const kept = ours.slice(0, wanted);
    const surplus = ours.slice(wanted);
    if (surplus.length > 0) this.onGivingUp(surplus);
    const released = await this.leases.release(
      client,
      id,
      surplus.map(({ name }) => name),
    );
    const taken = await this.leases.take(client, id, kind, wanted - kept.length);
    return {
      held: [...kept, ...taken],
      owed: surplus.filter(({ name }) => !released.includes(name)),
      hasMoved: released.length > 0,
    };
  }
}
