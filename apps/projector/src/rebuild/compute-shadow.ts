import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { inTransaction } from '../database/transaction';
import { ContextSource } from '../drain/context-source';
import { DealHistories } from '../drain/deal-histories';
import { computeRows } from '../drain/deal-rows';
import { readLayout } from '../drain/table-layout';
import { TableWriter } from '../drain/table-writer';
import { type Projection } from '../projection';
import { type CataloguedTable } from '../schema/read-model-catalogue';

const PORTION_DEALS = 1_000;

const writersFor = async (
  client: PoolClient,
  schema: string,
  tables: readonly CataloguedTable[],
): Promise<Map<string, TableWriter>> => {
  const writers = new Map<string, TableWriter>();
  for (const { name } of tables) writers.set(name, new TableWriter(await readLayout(client, schema, name)));
  return writers;
};

/** Fills empty tables from the live history: the reference tables, then every deal in the order of its id. */
export const computeShadow = async (
  { pool, schemas, catalogue }: Projection,
  shadow: ProjectionSchemas,
  tables: readonly CataloguedTable[],
): Promise<void> => {
  const names = new Set(tables.map(({ name }) => name));
  const models = catalogue.dealReadModels.filter(({ name }) => names.has(name));
  const contexts = new ContextSource(schemas.tables);
  const histories = new DealHistories(schemas.tables);
  const writers = await inTransaction(pool, (client) => writersFor(client, shadow.tables, tables));

  await inTransaction(pool, async (client) => {
    const context = await contexts.read(client);
    for (const { name, rows } of catalogue.referenceTables)
      if (names.has(name)) await writers.get(name)!.writeWhole(client, rows(context));
  });
  if (models.length === 0) return;

  const portion = (after: string): Promise<string | undefined> =>
    inTransaction(pool, async (client) => {
      const { rows: deals } = await client.query<{ deal_id: string }>(
        `select deal_id from ${quoted(schemas.tables)}.deal_root
         where deal_id > $1 and root_id = deal_id order by deal_id limit ${PORTION_DEALS}`,
        [after],
      );
      const dealIds = deals.map(({ deal_id }) => deal_id);
      const context = await contexts.read(client);
      const { rows, failures } = computeRows(models, dealIds, await histories.read(client, dealIds), context);
      const failure = failures[0];
      if (failure !== undefined)
        throw new Error(`The deal ${failure.dealId} cannot be computed: ${failure.error.message}`, {
          cause: failure.error,
        });
      for (const [name, tableRows] of rows) await writers.get(name)!.writeDeals(client, [], tableRows);
      return dealIds.at(-1);
    });
  for (let after: string | undefined = ''; after !== undefined;) after = await portion(after);
};
