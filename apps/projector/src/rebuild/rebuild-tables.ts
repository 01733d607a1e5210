import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { inTransaction } from '../database/transaction';
import { type Projection } from '../projection';
import { installViews } from '../schema/install-views';
import { type CataloguedTable, tablesOf } from '../schema/read-model-catalogue';
import { createTable } from '../schema/table-definition';
import { bringColumnsUp } from './bring-columns-up';
import { computeShadow } from './compute-shadow';
import { mergeByDifference } from './merge-by-difference';
import { createEmpty, dropSchemas, shadowOf } from './shadow-schema';

/**
 * Computes tables whose definition changed anew from the history, beside the live ones, and merges them in one
 * transaction. No drain may run meanwhile; the feed may.
 */
export const rebuildTables = async (projection: Projection, names: readonly string[], asOf: string): Promise<void> => {
  const { pool, schemas, catalogue, analyses, journal } = projection;
  const shadow = shadowOf(schemas);
  const all = tablesOf(catalogue);
  const tables = all.filter(({ name }) => names.includes(name));
  await setState(pool, schemas, tables, 'rebuilding');
  await createEmpty(pool, shadow);
  await inTransaction(pool, async (client) => {
    // Functions of any table may use the reference tables.
    for (const table of all.filter(({ kind }) => kind === 'reference')) await createTable(client, table, shadow);
    for (const table of tables.filter(({ kind }) => kind !== 'reference')) await createTable(client, table, shadow);
  });
  const computed = tables.filter(({ kind }) => kind !== 'analysis');
  await computeShadow(projection, shadow, computed);
  await inTransaction(pool, async (client) => {
    for (const table of tables) await bringColumnsUp(client, table, shadow, schemas);
    for (const { name } of computed)
      await mergeByDifference(client, { schema: shadow.tables, name }, { schema: schemas.tables, name });
    await setState(client, schemas, computed, 'fresh');
    const rebuilt = catalogue.dealReadModels.filter(({ name }) => names.includes(name));
    await journal?.ofWholeTables(client, { dealReadModels: rebuilt, analyses: [] });
    // What is computed across deals follows in the same transaction, so that all tables agree for every reader.
    for (const { name } of catalogue.analyses) await analyses.computeWithin(client, name, asOf);
    await installViews(client, catalogue, schemas);
  });
  await dropSchemas(pool, shadow);
};

const setState = async (
  client: Pick<PoolClient, 'query'>,
  { tables }: ProjectionSchemas,
  of: readonly CataloguedTable[],
  state: 'rebuilding' | 'fresh',
): Promise<void> => {
  for (const { name, revision } of of) {
    await client.query(
      `update ${quoted(tables)}.table_state
       set state = $2, revision = case when $2 = 'fresh' then $3 else revision end where table_name = $1`,
      [name, state, revision],
    );
  }
};
