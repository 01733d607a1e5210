import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { type Permit } from '../sharing/permit';
import { type CataloguedTable, type ReadModelCatalogue, tablesOf } from './read-model-catalogue';
import { installViews } from './install-views';
import { createTable } from './table-definition';

const createMissing = async (
  client: PoolClient,
  table: CataloguedTable,
  known: ReadonlyMap<string, string>,
  schemas: ProjectionSchemas,
): Promise<void> => {
  const s = quoted(schemas.tables);
  const revision = known.get(table.name);
  if (revision === table.revision) return;
  if (revision !== undefined) {
    // Its rows say what an older definition made of the history: true then, not now. A rebuild brings them up.
    await client.query(`update ${s}.table_state set state = 'stale' where table_name = $1`, [table.name]);
    return;
  }
  await createTable(client, table, schemas);
  await client.query(
    `insert into ${s}.table_state (table_name, kind, revision, state, position, events)
     select $1, $2, $3, case when $2 = 'analysis' or position > 0 then 'stale' else 'fresh' end,
       case when $2 = 'analysis' then 0 end, case when $2 = 'analysis' then 0 end
     from ${s}.checkpoint`,
    [table.name, table.kind, table.revision],
  );
};

/** A table that is in no list any more would stand still for ever: it goes, with the view over it. */
const dropForgotten = async (
  client: PoolClient,
  catalogue: ReadModelCatalogue,
  schemas: ProjectionSchemas,
): Promise<void> => {
  const s = quoted(schemas.tables);
  const { rows: forgotten } = await client.query<{ name: string }>(
    `select table_name as name from ${s}.table_state where table_name <> all($1::text[])`,
    [tablesOf(catalogue).map(({ name }) => name)],
  );
  for (const { name } of forgotten) {
    await client.query(`drop table if exists ${s}.${quoted(name)} cascade`);
    await client.query(`delete from ${s}.table_state where table_name = $1`, [name]);
  }
};

/** An analysis that is merely due is no rebuild: it is computed like on any other day. */
const tablesToRebuild = async (client: PoolClient, s: string, catalogue: ReadModelCatalogue): Promise<string[]> => {
  const tables = tablesOf(catalogue);
  const { rows } = await client.query<{ table_name: string }>(
    `select table_name from ${s}.table_state t
     join unnest($1::text[], $2::text[]) as wanted (table_name, revision) using (table_name)
     where t.revision <> wanted.revision or (t.kind <> 'analysis' and t.state <> 'fresh')`,
    [tables.map(({ name }) => name), tables.map(({ revision }) => revision)],
  );
  return rows.map(({ table_name }) => table_name);
};

/**
 * Creates tables that are missing and calls those stale whose definition changed. Gives the names of the tables that need
 * a rebuild. Whoever works by older definitions is not disturbed.
 */
export const createTables = async (
  client: PoolClient,
  catalogue: ReadModelCatalogue,
  schemas: ProjectionSchemas,
): Promise<string[]> => {
  const s = quoted(schemas.tables);
  const { rows } = await client.query<{ table_name: string; revision: string }>(
    `select table_name, revision from ${s}.table_state for update`,
  );
  const known = new Map(rows.map((row) => [row.table_name, row.revision]));
  for (const table of tablesOf(catalogue)) await createMissing(client, table, known, schemas);
  return tablesToRebuild(client, s, catalogue);
};

/** Once every table is as it is defined: the views over them, and nothing that is in no list any more. */
export const settleReadModels = async (
  client: PoolClient,
  catalogue: ReadModelCatalogue,
  schemas: ProjectionSchemas,
): Promise<void> => {
  await dropForgotten(client, catalogue, schemas);
  await installViews(client, catalogue, schemas);
};

/** Creates what is missing. Gives the names of the tables that need a rebuild; it creates the views over them. */
export const installReadModels = async (
  permit: Permit,
  catalogue: ReadModelCatalogue,
  schemas: ProjectionSchemas,
): Promise<string[]> =>
  permit.inTransaction(async (client) => {
    const changed = await createTables(client, catalogue, schemas);
    // A changed table may not have the columns yet that its view asks for.
    if (changed.length === 0) await settleReadModels(client, catalogue, schemas);
    return changed;
  });
