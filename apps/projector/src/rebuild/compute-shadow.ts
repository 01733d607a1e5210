import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { inTransaction } from '../database/transaction';
import { ContextSource } from '../drain/context-source';
import { readLayout } from '../drain/table-layout';
import { TableWriter } from '../drain/table-writer';
import { type Projection } from '../projection';
import { type CataloguedTable } from '../schema/read-model-catalogue';
import { stripShadow } from './shadow-schema';

const PORTION_DEALS = 500;

/** All deals that go on for themselves, a portion at a time, in the order of their ids. */
async function* portionsOf(pool: Pool, { tables }: ProjectionSchemas): AsyncGenerator<readonly string[]> {
  let after = '';
  for (;;) {
    const { rows } = await pool.query<{ deal_id: string }>(
      `select deal_id from ${quoted(tables)}.deal_root
       where deal_id > $1 and root_id = deal_id order by deal_id limit ${PORTION_DEALS}`,
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.deal_id;
    yield rows.map(({ deal_id }) => deal_id);
  }
}

/** Works through portions side by side. When one fails no other is begun, and the failure is thrown once all have ended. */
const sideBySide = async <T>(
  portions: AsyncGenerator<T>,
  atOnce: number,
  work: (portion: T) => Promise<void>,
): Promise<void> => {
  const lane = async (): Promise<void> => {
    for await (const portion of portions) await work(portion);
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason;
};

/** Fills empty tables from the live history: the reference tables, then every deal in the order of its id. */
export const computeShadow = async (
  { pool, schemas, catalogue, workers }: Projection,
  shadow: ProjectionSchemas,
  tables: readonly CataloguedTable[],
): Promise<void> => {
  const names = new Set(tables.map(({ name }) => name));
  const models = catalogue.dealReadModels.filter(({ name }) => names.has(name)).map(({ name }) => name);
  await inTransaction(pool, async (client) => {
    for (const name of models) await stripShadow(client, shadow, name);
    const context = await new ContextSource(schemas.tables).read(client);
    for (const { name, rows } of catalogue.referenceTables) {
      if (!names.has(name)) continue;
      await new TableWriter(await readLayout(client, shadow.tables, name)).writeWhole(client, rows(context));
    }
  });
  if (models.length === 0) return;
  const order = { id: randomUUID(), history: schemas.tables, shadow: shadow.tables, tables: models };
  await sideBySide(portionsOf(pool, schemas), workers.jobsAtOnce, (dealIds) => workers.fillShadow(order, dealIds));
};
