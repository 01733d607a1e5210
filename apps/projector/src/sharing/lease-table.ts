import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { type Lease } from './lease';

/** Of the roles, the feed first: whoever has to give one up keeps that, and what it remembers of what it fed. */
const IN_ORDER = 'order by partition, name desc';

/**
 * Who holds which part of the work. A lease changes hands only when no transaction writes under it: rows that such a
 * transaction has locked are left for the next try, so that nobody waits here.
 */
export class LeaseTable {
  private readonly table: string;

  constructor(tables: string) {
    this.table = `${quoted(tables)}.lease`;
  }

  async heldBy(client: PoolClient, id: string): Promise<Lease[]> {
    const { rows } = await client.query<Lease>(
      `select name, partition, epoch from ${this.table} where holder = $1 ${IN_ORDER}`,
      [id],
    );
    return rows;
  }

  async countOf(client: PoolClient, kind: 'role' | 'deals'): Promise<number> {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::integer as n from ${this.table} where kind = $1`,
      [kind],
    );
    return rows[0]!.n;
  }

  /** Frees these leases of ours. Gives those that are free now. */
  async release(client: PoolClient, id: string, names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const { rows } = await client.query<{ name: string }>(
      `update ${this.table} l set holder = null, epoch = epoch + 1
       from (select name from ${this.table} where holder = $1 and name = any($2::text[]) for update skip locked) as ours
       where l.name = ours.name returning l.name`,
      [id, names],
    );
    return rows.map(({ name }) => name);
  }

  /** Frees what the dead hold. Gives those of them under whose leases a transaction is still open. */
  async releaseOf(client: PoolClient, dead: readonly string[]): Promise<ReadonlySet<string>> {
    await client.query(
      `update ${this.table} l set holder = null, epoch = epoch + 1
       from (select name from ${this.table} where holder = any($1::uuid[]) for update skip locked) as theirs
       where l.name = theirs.name`,
      [dead],
    );
    const { rows } = await client.query<{ holder: string }>(
      `select distinct holder from ${this.table} where holder = any($1::uuid[])`,
      [dead],
    );
    return new Set(rows.map(({ holder }) => holder));
  }

  /** Takes up to so many free leases of a kind. */
  async take(client: PoolClient, id: string, kind: 'role' | 'rebuild' | 'deals', leasesMax: number): Promise<Lease[]> {
    if (leasesMax <= 0) return [];
    const { rows } = await client.query<Lease>(
      `update ${this.table} l set holder = $1, epoch = epoch + 1
       from (select name from ${this.table} where kind = $2 and holder is null
             ${IN_ORDER} limit $3 for update skip locked) as free
       where l.name = free.name returning l.name, l.partition, l.epoch`,
      [id, kind, leasesMax],
    );
    return rows;
  }
}
