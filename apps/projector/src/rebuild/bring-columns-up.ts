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
 * Gives a live table the columns of its shadow. Columns that were only added and may be null are added in place, which
 * an open snapshot survives. Anything else is a swap: the table is made anew and a reader's open snapshot finds it empty.
 */
export const bringColumnsUp = async (
  client: PoolClient,
  table: CataloguedTable,
  shadow: ProjectionSchemas,
  live: ProjectionSchemas,
): Promise<void> => {
  const old = await readLayout(client, live.tables, table.name);
  const wanted = await readLayout(client, shadow.tables, table.name);
  const before = spelt(old);
  const after = spelt(wanted);
  if (isSame(before, after)) return;
  const name = `${quoted(live.tables)}.${quoted(table.name)}`;
  const added = after.filter((column) => !before.includes(column));
  const onlyAdded = before.every((column) => after.includes(column)) && !added.some((c) => c.endsWith(' not null'));
  if (onlyAdded) {
    for (const column of added) await client.query(`alter table ${name} add column ${column}`);
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
