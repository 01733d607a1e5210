import { type PoolClient } from 'pg';

/** The deal that goes on for this one: itself, unless it was merged into another; null for an unknown deal. */
export const rootOf = async (client: PoolClient, dealId: string): Promise<string | null> => {
  const { rows } = await client.query<{ root_id: string }>(
    'select root_id from projection.deal_root where deal_id = $1',
    [dealId],
  );
  return rows[0]?.root_id ?? null;
};
