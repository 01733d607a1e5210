import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { readStanding, type Standing } from '../drain/standing';
import { DirtyDeals } from '../feed/dirty-deals';

/*
 * While tables are computed anew beside, processes with the old definitions go on: their drains note which deals they
 * computed. The merge overwrites those with what was computed of them beside, perhaps from less of their history, so
 * they are marked again.
 */

/** From the end of this transaction on, drains note what they compute. Nobody may write meanwhile. */
export const beginNoting = async (client: PoolClient, tables: string, rebuildNo: number): Promise<Standing> => {
  const s = quoted(tables);
  await client.query(`delete from ${s}.computed_beside`);
  await client.query(`update ${s}.generation set rebuild_no = $1`, [rebuildNo]);
  return readStanding(client, tables);
};

/** What this rebuild needed is needed no longer. */
export const stopNoting = async (client: PoolClient, tables: string, { rebuildNo }: Standing): Promise<void> => {
  const s = quoted(tables);
  const { rowCount } = await client.query(`update ${s}.generation set rebuild_no = null where rebuild_no = $1`, [
    rebuildNo,
  ]);
  if (rowCount === 1) await client.query(`delete from ${s}.computed_beside`);
};

/**
 * Marks again what was computed since the noting began. Nobody may write meanwhile. Throws when another rebuild has begun
 * since, and noted for itself.
 */
export const markNoted = async (client: PoolClient, tables: string, begun: Standing): Promise<void> => {
  const s = quoted(tables);
  const now = await readStanding(client, tables);
  if (now.rebuildNo !== begun.rebuildNo)
    throw new Error(`Another process began to rebuild the tables of ${tables} meanwhile. Nothing was written.`);
  await client.query(
    `insert into ${s}.dirty_deal as mark (root_id, position, since_position, since_recorded_at, since_events, priority)
     select root_id, $1, since_position, since_recorded_at, since_events, 0 from ${s}.computed_beside
     on conflict (root_id, position) do update set since_position = excluded.since_position,
       since_recorded_at = excluded.since_recorded_at, since_events = excluded.since_events
     where excluded.since_position < mark.since_position`,
    [now.position],
  );
  if (now.contextVersion !== begun.contextVersion) await new DirtyDeals(tables).fanOut(client, begun, now);
  // Deals that no drain has reached yet have rows now.
  await client.query(`update ${s}.deal_root set is_computed = true where not is_computed`);
  await stopNoting(client, tables, begun);
};
