import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';

/** What every process that works on these tables must agree on. */
export interface Generation {
  /** Counts rebuilds and changes of definition. */
  readonly generation: number;
  /** Digest of the definitions that the tables follow; null: nobody has brought any yet. */
  readonly definitions: string | null;
  /** How many parts the deals are divided into. */
  readonly partitions: number;
}

export const readGeneration = async (client: Pool | PoolClient, tables: string): Promise<Generation> => {
  const { rows } = await client.query<Generation>(
    `select generation, definitions, partitions from ${quoted(tables)}.generation`,
  );
  return rows[0]!;
};

/** Begins another generation: whoever kept something in memory from before finds out in its next transaction. */
export const beginGeneration = async (
  client: PoolClient,
  tables: string,
  definitions: string | null,
): Promise<void> => {
  await client.query(
    `update ${quoted(tables)}.generation
     set generation = generation + 1, definitions = coalesce($1, definitions), rebuild_no = null`,
    [definitions],
  );
};

/** Divides the deals anew. Run alone: the leases of the old parts are gone afterwards. */
export const divideDeals = async (client: PoolClient, tables: string, partitions: number): Promise<void> => {
  const s = quoted(tables);
  await client.query(`delete from ${s}.lease where kind = 'deals'`);
  await client.query(
    `insert into ${s}.lease (name, kind, partition)
     select 'deals ' || n, 'deals', n from generate_series(0, $1::integer - 1) as n`,
    [partitions],
  );
  await client.query(`update ${s}.generation set partitions = $1`, [partitions]);
};
