import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { type ProjectorActivity } from '../status/projector-activity';

/** A process that works on these tables, or wants to. */
export interface Member {
  readonly id: string;
  readonly takesPart: boolean;
  /** It has not renewed in time, or its connection ended: its leases are anybody's. */
  readonly isGone: boolean;
  /** It has been gone for so long that its open transactions are waited for no longer. */
  readonly isOverdue: boolean;
}

export interface OwnRow extends ProjectorActivity {
  readonly id: string;
  readonly name: string;
  readonly takesPart: boolean;
}

/** What an advisory lock is taken on: free once the connection that took it has ended. */
const lockOf = (id: string): string => `hashtextextended('gemba projector ' || ${id}, 0)`;

/** Open transactions of a member that does not renew are waited for, for so many times the length of a lease. */
const PATIENCE_LEASES = 2;

/** The processes that are alive, by the database's clock. */
export class Members {
  constructor(
    private readonly tables: string,
    private readonly leaseSeconds: number,
  ) {}

  /** Ties a member to a connection: others see at once when it ends. `seat` is a new id for each connection. */
  async sit(client: PoolClient, seat: string): Promise<void> {
    await client.query(`select pg_advisory_lock(${lockOf('$1')})`, [seat]);
  }

  /** Joins, or stays for the length of another lease. Gives whether it takes part from now on, or no longer. */
  async renew(client: PoolClient, seat: string, { id, name, takesPart, doing, fault }: OwnRow): Promise<boolean> {
    const s = quoted(this.tables);
    const { rows } = await client.query<{ took_part: boolean | null }>(
      `insert into ${s}.projector (projector_id, seat, name, expires_at, takes_part, doing, fault)
       values ($1, $2, $3, clock_timestamp() + $4 * interval '1 second', $5, $6, $7)
       on conflict (projector_id) do update set seat = excluded.seat, expires_at = excluded.expires_at,
         takes_part = excluded.takes_part, doing = excluded.doing, fault = excluded.fault
       returning (select takes_part from ${s}.projector where projector_id = $1) as took_part`,
      [id, seat, name, this.leaseSeconds, takesPart, doing, fault],
    );
    return (rows[0]!.took_part ?? false) !== takesPart;
  }

  /** Everybody, in the order in which they joined. Whoever is found gone is held to be so until this transaction ends. */
  async all(client: PoolClient, self: string): Promise<Member[]> {
    const { rows } = await client.query<Member>(
      `select projector_id as id, takes_part as "takesPart",
         case when projector_id = $1 then false
           else expires_at < now or pg_try_advisory_xact_lock(${lockOf('seat::text')})
         end as "isGone",
         expires_at + $2 * interval '1 second' < now as "isOverdue"
       from ${quoted(this.tables)}.projector, clock_timestamp() as now
       order by joined_at, projector_id`,
      [self, PATIENCE_LEASES * this.leaseSeconds],
    );
    return rows;
  }

  /** Forgets members that hold nothing. */
  async forget(client: PoolClient, ids: readonly string[]): Promise<void> {
    const s = quoted(this.tables);
    await client.query(
      `delete from ${s}.projector where projector_id in (
         select projector_id from ${s}.projector p where projector_id = any($1::uuid[])
           and not exists (select from ${s}.lease where holder = p.projector_id)
         order by projector_id for update skip locked)`,
      [ids],
    );
  }
}
