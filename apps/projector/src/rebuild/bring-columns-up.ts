import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { readLayout, type TableLayout } from '../drain/table-layout';
import { type CataloguedTable } from '../schema/read-model-catalogue';
import { createTable } from '../schema/table-definition';

const spelt = ({ columns }: TableLayout): string[] =>
  columns.map(({ name, type, isNullable }) => `${quoted(name)} ${type}${isNullable ? '' : ' not null'}`);

const isSame = (before: readonly string[], after: readonly string[]): boolean =>
  before.length === after.length && before.every((column) => after.includes(column));

/** Of tables that have a shadow, those whose columns are not the shadow's. */
export const reshapedTables = async (
  client: PoolClient,
  tables: readonly CataloguedTable[],
  shadow: ProjectionSchemas,
  live: ProjectionSchemas,
): Promise<string[]> => {
  const reshaped: string[] = [];
  for (const { name } of tables) {
    const before = spelt(await readLayout(client, live.tables, name));
    const after = spelt(await readLayout(client, shadow.tables, name));
    if (!isSame(before, after)) reshaped.push(name);
  }
  return reshaped;
};

/**
 * Gives a live table the columns of its shadow. Where none goes and none gets another type that happens in place, which
 * an open snapshot survives; what must not be null is said by `demandValues`, once there are values. Anything else is a
 * swap: the table is made anew and a reader's open snapshot finds it empty.
 */
export const bringColumnsUp = async (
  client: PoolClient,
  table: CataloguedTable,
  shadow: ProjectionSchemas,
  live: ProjectionSchemas,
): Promise<void> => {
  const { columns: before } = await readLayout(client, live.tables, table.name);
  const { columns: after } = await readLayout(client, shadow.tables, table.name);
  const name = `${quoted(live.tables)}.${quoted(table.name)}`;
  const wanted = new Map(after.map((column) => [column.name, column]));
  if (before.every((column) => wanted.get(column.name)?.type === column.type)) {
    const known = new Set(before.map((column) => column.name));
    for (const column of after)
      if (!known.has(column.name))
        await client.query(`alter table ${name} add column ${quoted(column.name)} ${column.type}`);
    for (const column of before)
      if (!column.isNullable && wanted.get(column.name)!.isNullable)
        await client.query(`alter table ${name} alter column ${quoted(column.name)} drop not null`);
    return;
  }
  await client.query(`drop table ${name} cascade`);
  await client.query(
    `delete from ${quoted(live.tables)}.installed_view where not exists (
    select from pg_views where schemaname = $1 and viewname = installed_view.name)`,
    [live.views],
  );
  await createTable(client, table, live);
};

/** Once a live table has the rows of its shadow, lets its columns be null only where the shadow's may be. */
export const demandValues = async (
  client: PoolClient,
  tables: readonly CataloguedTable[],
  shadow: ProjectionSchemas,
  live: ProjectionSchemas,
): Promise<void> => {
  for (const { name } of tables) {
    const nullable = (await readLayout(client, live.tables, name)).columns.filter(({ isNullable }) => isNullable);
    const { columns } = await readLayout(client, shadow.tables, name);
    const demanded = new Set(columns.filter(({ isNullable }) => !isNullable).map((column) => column.name));
    for (const column of nullable)
      if (demanded.has(column.name))
        await client.query(
          `alter table ${quoted(live.tables)}.${quoted(name)} alter column ${quoted(column.name)} set not null`,
        );
  }
};
