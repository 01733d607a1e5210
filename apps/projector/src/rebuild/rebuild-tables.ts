import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { inTransaction } from '../database/transaction';
import { type Projection } from '../projection';
import { settleReadModels } from '../schema/install-read-models';
import { holdReadersOffChanges } from '../schema/install-views';
import { type CataloguedTable, tablesOf } from '../schema/read-model-catalogue';
import { createTable } from '../schema/table-definition';
import { type Permit, unshared } from '../sharing/permit';
import { analyseShadow, followMerge } from './across-deals';
import { bringColumnsUp, demandValues, reshapedTables } from './bring-columns-up';
import { beginNoting, markNoted, stopNoting } from './computed-beside';
import { computeShadow } from './compute-shadow';
import { mergeByDifference } from './merge-by-difference';
import { createEmpty, dropSchemas, shadowOf } from './shadow-schema';

/** Where other processes work on the same tables: what this rebuild may do, and what belongs to its merge. */
export interface SharedRebuild {
  readonly permit: Permit;
  /** No other rebuild has the same. */
  readonly no: number;
  /** In the transaction of the merge, after everything else. */
  readonly finish: (client: PoolClient) => Promise<void>;
}

const unsharedRebuild = ({ pool }: Projection): SharedRebuild => ({
  permit: unshared(pool),
  no: 0,
  finish: () => Promise.resolve(),
});

/**
 * Computes tables whose definition changed anew from the history, beside the live ones, and merges them in one
 * transaction, in which nobody else writes. Until then feed and drains go on by the old definitions.
 */
export const rebuildTables = async (
  projection: Projection,
  names: readonly string[],
  asOf: string,
  { permit, no, finish }: SharedRebuild = unsharedRebuild(projection),
): Promise<void> => {
  const { pool, schemas, catalogue, journal } = projection;
  const shadow = shadowOf(schemas, no);
  const all = tablesOf(catalogue);
  const tables = all.filter(({ name }) => names.includes(name));
  const computed = tables.filter(({ kind }) => kind !== 'analysis');
  const begun = await permit.alone(async (client) => {
    await setState(client, schemas, tables, 'rebuilding');
    return beginNoting(client, schemas.tables, no);
  });
  try {
    await createEmpty(pool, shadow);
    await inTransaction(pool, async (client) => {
      // Functions of any table may use the reference tables.
      for (const table of all.filter(({ kind }) => kind === 'reference')) await createTable(client, table, shadow);
      for (const table of tables.filter(({ kind }) => kind !== 'reference')) await createTable(client, table, shadow);
    });
    await computeShadow(projection, shadow, computed);
    const filled = new Set(computed.map(({ name }) => name));
    const before = await analyseShadow(projection, shadow, filled, asOf);
    await permit.alone(async (client) => {
      const reshaped = await reshapedTables(client, tables, shadow, schemas);
      await holdReadersOffChanges(client, catalogue, schemas, reshaped);
      for (const table of tables) await bringColumnsUp(client, table, shadow, schemas);
      for (const { name } of computed)
        await mergeByDifference(client, { schema: shadow.tables, name }, { schema: schemas.tables, name });
      await setState(client, schemas, computed, 'fresh');
      await markNoted(client, schemas.tables, begun);
      const rebuilt = catalogue.dealReadModels.filter(({ name }) => names.includes(name));
      const draft = journal?.draft();
      await draft?.ofWholeTables(client, { dealReadModels: rebuilt, analyses: [] });
      await followMerge(client, projection, new Set(names), before, asOf, draft);
      await demandValues(client, tables, shadow, schemas);
      await settleReadModels(client, catalogue, schemas);
      await draft?.write(client);
      await finish(client);
    });
  } catch (error) {
    await permit.inTransaction((client) => stopNoting(client, schemas.tables, begun)).catch(() => undefined);
    throw error;
  }
  await dropSchemas(pool, shadow);
};

const setState = async (
  client: PoolClient,
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
