import { type DealReadModel } from '@gemba/read-models';
import { type Pool, type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { inTransaction } from '../database/transaction';
import { ContextSource } from '../drain/context-source';
import { DealHistories } from '../drain/deal-histories';
import { computeRows } from '../drain/deal-rows';
import { readLayout } from '../drain/table-layout';
import { TableWriter } from '../drain/table-writer';
import { type Projection } from '../projection';
import { type CataloguedTable } from '../schema/read-model-catalogue';
import { stripShadow } from './shadow-schema';

const PORTION_DEALS = 500;
/** While the rows of one portion are computed, the database reads the next or takes in the last. */
const PORTIONS_AT_ONCE = 2;

const writersFor = async (
  client: PoolClient,
  schema: string,
  tables: readonly CataloguedTable[],
): Promise<Map<string, TableWriter>> => {
  const writers = new Map<string, TableWriter>();
  for (const { name } of tables) writers.set(name, new TableWriter(await readLayout(client, schema, name)));
  return writers;
};

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

/** Computes portions of deals and copies their rows into the shadow. */
class ShadowFiller {
  private readonly contexts: ContextSource;
  private readonly histories: DealHistories;

  constructor(
    private readonly pool: Pool,
    live: ProjectionSchemas,
    private readonly models: readonly DealReadModel[],
    private readonly writers: ReadonlyMap<string, TableWriter>,
  ) {
    this.contexts = new ContextSource(live.tables);
    this.histories = new DealHistories(live.tables);
  }

  fill(dealIds: readonly string[]): Promise<void> {
    return inTransaction(this.pool, async (client) => {
      const context = await this.contexts.read(client);
      const histories = await this.histories.read(client, dealIds);
      const { rows, failures } = computeRows(this.models, dealIds, histories, context);
      const failure = failures[0];
      if (failure !== undefined)
        throw new Error(`The deal ${failure.dealId} cannot be computed: ${failure.error.message}`, {
          cause: failure.error,
        });
      for (const [name, tableRows] of rows) await this.writers.get(name)!.append(client, tableRows);
    });
  }
}

/** Works through portions side by side. When one fails no other is begun, and the failure is thrown once all have ended. */
const sideBySide = async <T>(portions: AsyncGenerator<T>, work: (portion: T) => Promise<void>): Promise<void> => {
  const lane = async (): Promise<void> => {
    for await (const portion of portions) await work(portion);
  };
  const ended = await Promise.allSettled(Array.from({ length: PORTIONS_AT_ONCE }, lane));
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason;
};

/** Fills empty tables from the live history: the reference tables, then every deal in the order of its id. */
export const computeShadow = async (
  { pool, schemas, catalogue }: Projection,
  shadow: ProjectionSchemas,
  tables: readonly CataloguedTable[],
): Promise<void> => {
  const names = new Set(tables.map(({ name }) => name));
  const models = catalogue.dealReadModels.filter(({ name }) => names.has(name));
  const writers = await inTransaction(pool, async (client) => {
    for (const { name } of models) await stripShadow(client, shadow, name);
    return writersFor(client, shadow.tables, tables);
  });
  await inTransaction(pool, async (client) => {
    const context = await new ContextSource(schemas.tables).read(client);
    for (const { name, rows } of catalogue.referenceTables)
      if (names.has(name)) await writers.get(name)!.writeWhole(client, rows(context));
  });
  if (models.length === 0) return;
  const filler = new ShadowFiller(pool, schemas, models, writers);
  await sideBySide(portionsOf(pool, schemas), (dealIds) => filler.fill(dealIds));
};
