import { resolveMembership, type StreamMembership } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { welcomeDeals } from './deal-roots';

interface StreamName {
  readonly key: string;
  readonly name: string;
}

interface StreamDeal {
  readonly key: string;
  readonly dealId: string;
}

/** Keeps which deals a stream belongs to, with the streams it names followed to their deals. */
export class StreamDeals {
  constructor(private readonly tables: string) {}

  /** Resolves streams whose links moved, and all that lean on them. Gives the deals that gained or lost a stream. */
  async resolve(client: PoolClient, moved: readonly bigint[]): Promise<string[]> {
    if (moved.length === 0) return [];
    const leaning = await this.leaningOn(client, moved);
    const memberships = await this.membershipsReachedFrom(client, leaning);
    const before = await this.stored(client, leaning);
    const gained: StreamDeal[] = [];
    const lost: StreamDeal[] = [];
    for (const { key, name } of leaning) {
      const known = before.get(key) ?? new Set<string>();
      const now = resolveMembership(name, (stream) => memberships.get(stream));
      for (const dealId of now) if (!known.delete(dealId)) gained.push({ key, dealId });
      for (const dealId of known) lost.push({ key, dealId });
    }
    await this.write(client, gained, lost);
    return this.rootsOf(client, [...gained, ...lost]);
  }

  private async leaningOn(client: PoolClient, moved: readonly bigint[]): Promise<StreamName[]> {
    const s = quoted(this.tables);
    const { rows } = await client.query<StreamName>(
      `with recursive leaning (stream_key, name) as (
         select stream_key, name from ${s}.stream where stream_key = any($1::bigint[])
         union
         select s.stream_key, s.name from leaning
         join ${s}.stream_link l on l.kind = 'stream' and l.target = leaning.name
         join ${s}.stream s on s.stream_key = l.stream_key
       ) select stream_key::text as key, name from leaning`,
      [moved],
    );
    return rows;
  }

  private async membershipsReachedFrom(
    client: PoolClient,
    streams: readonly StreamName[],
  ): Promise<ReadonlyMap<string, StreamMembership>> {
    const s = quoted(this.tables);
    const { rows } = await client.query<{ name: string; deals: string[]; streams: string[] }>(
      `with recursive reached (stream_key, name) as (
         select stream_key, name from ${s}.stream where stream_key = any($1::bigint[])
         union
         select s.stream_key, s.name from reached
         join ${s}.stream_link l on l.kind = 'stream' and l.stream_key = reached.stream_key
         join ${s}.stream s on s.name = l.target
       )
       select name, coalesce(array_agg(target) filter (where kind = 'deal'), '{}') as deals,
         coalesce(array_agg(target) filter (where kind = 'stream'), '{}') as streams
       from reached join ${s}.stream_link using (stream_key) group by name`,
      [streams.map(({ key }) => key)],
    );
    return new Map(rows.map((row) => [row.name, { dealIds: row.deals, streams: row.streams }]));
  }

  private async stored(client: PoolClient, streams: readonly StreamName[]): Promise<Map<string, Set<string>>> {
    const { rows } = await client.query<{ key: string; deals: string[] }>(
      `select stream_key::text as key, array_agg(deal_id) as deals from ${quoted(this.tables)}.stream_deal
       where stream_key = any($1::bigint[]) group by stream_key`,
      [streams.map(({ key }) => key)],
    );
    return new Map(rows.map(({ key, deals }) => [key, new Set(deals)]));
  }

  private async write(client: PoolClient, gained: readonly StreamDeal[], lost: readonly StreamDeal[]): Promise<void> {
    const s = quoted(this.tables);
    const columnsOf = (pairs: readonly StreamDeal[]) => [pairs.map(({ key }) => key), pairs.map((p) => p.dealId)];
    if (lost.length > 0) {
      await client.query(
        `delete from ${s}.stream_deal d using unnest($1::bigint[], $2::text[]) as lost (stream_key, deal_id)
         where d.stream_key = lost.stream_key and d.deal_id = lost.deal_id`,
        columnsOf(lost),
      );
    }
    if (gained.length === 0) return;
    await client.query(
      `insert into ${s}.stream_deal select * from unnest($1::bigint[], $2::text[])`,
      columnsOf(gained),
    );
    await welcomeDeals(client, this.tables, [...new Set(gained.map(({ dealId }) => dealId))].sort());
  }

  private async rootsOf(client: PoolClient, pairs: readonly StreamDeal[]): Promise<string[]> {
    if (pairs.length === 0) return [];
    const { rows } = await client.query<{ root_id: string }>(
      `select distinct root_id from ${quoted(this.tables)}.deal_root where deal_id = any($1::text[])`,
      [[...new Set(pairs.map(({ dealId }) => dealId))]],
    );
    return rows.map(({ root_id }) => root_id);
  }
}
