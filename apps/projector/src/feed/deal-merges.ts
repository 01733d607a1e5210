import { dealIdOfStream, type MergeEdge, mergeEdges, rootsOf } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { wholeHistories } from './stream-histories';
import { type TouchedStream } from './touched-streams';

const sameEdges = (a: readonly MergeEdge[], b: readonly MergeEdge[]): boolean =>
  a.length === b.length && a.every((edge) => b.some(({ from, to }) => from === edge.from && to === edge.to));

/** Keeps which deals were merged, and which one goes on for them. */
export class DealMerges {
  constructor(private readonly tables: string) {}

  /** Folds the merges of these deals' streams anew. Gives every deal whose root is, or was, touched by a change. */
  async fold(client: PoolClient, dealStreams: readonly TouchedStream[]): Promise<string[]> {
    if (dealStreams.length === 0) return [];
    const histories = await wholeHistories(client, this.tables, dealStreams);
    const tellers = dealStreams.map(({ name }) => dealIdOfStream(name)!);
    const before = await this.edgesFrom(client, tellers);
    const now = dealStreams.flatMap(({ name }) => mergeEdges(name, histories.get(name)!));
    if (sameEdges(before, now)) return [];
    await this.replaceEdges(client, tellers, now);
    const ends = new Set([...before, ...now].flatMap(({ from, to }) => [from, to]));
    return this.follow(client, ends);
  }

  private async edgesFrom(client: PoolClient, dealIds: readonly string[]): Promise<MergeEdge[]> {
    const { rows } = await client.query<MergeEdge>(
      `select from_deal_id as "from", to_deal_id as "to" from ${quoted(this.tables)}.deal_merge
       where from_deal_id = any($1::text[])`,
      [dealIds],
    );
    return rows;
  }

  private async replaceEdges(
    client: PoolClient,
    tellers: readonly string[],
    edges: readonly MergeEdge[],
  ): Promise<void> {
    const s = quoted(this.tables);
    await client.query(`delete from ${s}.deal_merge where from_deal_id = any($1::text[])`, [tellers]);
    await client.query(`insert into ${s}.deal_merge select * from unnest($1::text[], $2::text[])`, [
      edges.map(({ from }) => from),
      edges.map(({ to }) => to),
    ]);
  }

  /** Finds all deals connected with these and gives each its root anew. */
  private async follow(client: PoolClient, ends: ReadonlySet<string>): Promise<string[]> {
    const edges = await this.edgesConnectedWith(client, [...ends]);
    const roots = rootsOf(edges);
    const deals = [...new Set([...ends, ...edges.flatMap(({ from, to }) => [from, to])])].sort();
    const s = quoted(this.tables);
    const { rows } = await client.query<{ root_id: string }>(
      `select distinct root_id from ${s}.deal_root where deal_id = any($1::text[])`,
      [deals],
    );
    // In the order of ids; where a drain works on a deal, this waits for it.
    await client.query(
      `insert into ${s}.deal_root as known (deal_id, root_id)
       select * from unnest($1::text[], $2::text[])
       on conflict (deal_id) do update set root_id = excluded.root_id where known.root_id <> excluded.root_id`,
      [deals, deals.map((id) => roots.get(id) ?? id)],
    );
    return [...new Set([...deals, ...rows.map(({ root_id }) => root_id)])];
  }

  private async edgesConnectedWith(client: PoolClient, dealIds: readonly string[]): Promise<MergeEdge[]> {
    const s = quoted(this.tables);
    const { rows } = await client.query<MergeEdge>(
      `with recursive connected (deal_id) as (
         select unnest($1::text[]) collate "C"
         union
         select next.deal_id from connected
         cross join lateral (
           select to_deal_id from ${s}.deal_merge where from_deal_id = connected.deal_id
           union all
           select from_deal_id from ${s}.deal_merge where to_deal_id = connected.deal_id
         ) as next (deal_id)
       )
       select from_deal_id as "from", to_deal_id as "to" from connected join ${s}.deal_merge on from_deal_id = deal_id`,
      [dealIds],
    );
    return rows;
  }
}
