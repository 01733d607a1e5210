import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';

/** A deal that nobody has merged goes on for itself. */
export const welcomeDeals = async (client: PoolClient, tables: string, dealIds: readonly string[]): Promise<void> => {
  await client.query(
    `insert into ${quoted(tables)}.deal_root (deal_id, root_id)
     select id, id from unnest($1::text[]) id on conflict (deal_id) do nothing`,
    [dealIds],
  );
};
