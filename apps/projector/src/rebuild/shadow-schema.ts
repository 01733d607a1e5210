import { type Pool, type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';

/**
 * Where tables are computed before they are merged into the live ones. Its views are nobody's to read. Each rebuild has
 * a number of its own, so that one which was taken for dead and is not can spoil nothing.
 */
export const shadowOf = ({ tables }: ProjectionSchemas, no = 0): ProjectionSchemas => ({
  tables: `${tables}_shadow_${no}`,
  views: `${tables}_shadow_${no}_views`,
});

/** Makes the schemas anew and empty. */
export const createEmpty = async (pool: Pool, schemas: ProjectionSchemas): Promise<void> => {
  await dropSchemas(pool, schemas);
  for (const schema of Object.values(schemas)) await pool.query(`create schema ${quoted(schema)}`);
};

/**
 * Takes off an empty table of a shadow what costs time and serves nobody there: it is read whole, once, and should the
 * server fall it is made anew. Rows that are given twice are refused when they are merged into the live table.
 */
export const stripShadow = async (client: PoolClient, { tables }: ProjectionSchemas, name: string): Promise<void> => {
  const table = `${quoted(tables)}.${quoted(name)}`;
  const { rows: indexes } = await client.query<{ index: string; key: string | null }>(
    `select i.indexrelid::regclass::text as index, c.conname as key
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
     where i.indrelid = to_regclass($1)`,
    [table],
  );
  for (const { index, key } of indexes)
    await client.query(key === null ? `drop index ${index}` : `alter table ${table} drop constraint ${quoted(key)}`);
  await client.query(`alter table ${table} set unlogged`);
};

export const dropSchemas = async (client: Pool | PoolClient, { tables, views }: ProjectionSchemas): Promise<void> => {
  await client.query(`drop schema if exists ${quoted(views)} cascade`);
  await client.query(`drop schema if exists ${quoted(tables)} cascade`);
};

/** Rebuilds that broke off leave their shadows behind. */
export const dropShadowsOf = async (pool: Pool, { tables }: ProjectionSchemas): Promise<void> => {
  const { rows } = await pool.query<{ name: string }>(
    `select nspname as name from pg_namespace
     where starts_with(nspname, $1) and substr(nspname, length($1) + 1) ~ '^[0-9]+(_views)?$' order by nspname`,
    [`${tables}_shadow_`],
  );
  for (const { name } of rows) await pool.query(`drop schema if exists ${quoted(name)} cascade`);
};
