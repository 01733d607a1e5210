import { type PoolClient } from 'pg';

/** The deals that go on for these: each itself, unless it was merged into another. Unknown deals are not in it. */
export const rootsOf = async (client: PoolClient, dealIds: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query<{ deal_id: string; root_id: string }>(
    'select deal_id, root_id from projection.deal_root where deal_id = any($1::text[])',
    [dealIds],
  );
  return new Map(rows.map(({ deal_id, root_id }) => [deal_id, root_id]));
};

/** The deal that goes on for this one: itself, unless it was merged into another; null for an unknown deal. */
export const rootOf = async (client: PoolClient, dealId: string): Promise<string | null> =>
  (await rootsOf(client, [dealId])).get(dealId) ?? null;
