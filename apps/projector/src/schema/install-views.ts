import { createHash } from 'node:crypto';
import { type PublishedView } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted, withSchemas } from '../database/schema-names';
import { createViewSql } from './create-view';
import { holdReadersOff } from './hold-readers';
import { publishedSchema } from './published-schema';
import { type ReadModelCatalogue } from './read-model-catalogue';

/** Who reads the views. Whoever made the database made the role. */
const READER = 'bi_reader';

const columnsOf = async (client: PoolClient, name: string, { views }: ProjectionSchemas): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
    [`${quoted(views)}.${quoted(name)}`],
  );
  return rows.map((row) => row.name);
};

/** A view that is not as it is defined. */
interface OutdatedView {
  readonly view: PublishedView;
  readonly digest: string;
  /** The columns it has, in their order; empty: there is no such view. */
  readonly standing: readonly string[];
}

const outdatedViews = async (
  client: PoolClient,
  views: readonly PublishedView[],
  schemas: ProjectionSchemas,
): Promise<OutdatedView[]> => {
  const { rows } = await client.query<{ name: string; digest: string }>(
    `select name, digest from ${quoted(schemas.tables)}.installed_view`,
  );
  const installed = new Map(rows.map(({ name, digest }) => [name, digest]));
  const outdated: OutdatedView[] = [];
  for (const view of views) {
    const digest = createHash('sha256').update(createViewSql(view)).digest('hex');
    const standing = await columnsOf(client, view.name, schemas);
    if (installed.get(view.name) !== digest || standing.length === 0) outdated.push({ view, digest, standing });
  }
  return outdated;
};

const install = async (
  client: PoolClient,
  { view, digest, standing }: OutdatedView,
  schemas: ProjectionSchemas,
): Promise<void> => {
  const { name } = view;
  try {
    await client.query(withSchemas(createViewSql(view, standing), schemas));
  } catch (error) {
    throw new Error(
      `The view ${schemas.views}.${name} could not be brought up to date: ${(error as Error).message}. Columns that ` +
        `BI knows keep their place, name and type; new ones come last (${name.replaceAll('_', '-')}.view.sql).`,
      { cause: error },
    );
  }
  await client.query(
    `insert into ${quoted(schemas.tables)}.installed_view (name, digest) values ($1, $2)
     on conflict (name) do update set digest = excluded.digest`,
    [name, digest],
  );
};

/** Views over these tables. */
const viewsOver = async (
  client: PoolClient,
  tables: readonly string[],
  { views }: ProjectionSchemas,
): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select distinct c.relname as name
     from pg_depend d join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
     join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
     where d.refobjid = any($1::regclass[]) and n.nspname = $2`,
    [tables, views],
  );
  return rows.map(({ name }) => name);
};

/**
 * Keeps readers off all that a change of definitions changes under them, until the end of the transaction: these tables,
 * whose columns change, the views over them, and views that are worded otherwise. To be called before the first of them
 * is touched.
 */
export const holdReadersOffChanges = async (
  client: PoolClient,
  catalogue: ReadModelCatalogue,
  schemas: ProjectionSchemas,
  reshapedTables: readonly string[],
): Promise<void> => {
  const outdated = await outdatedViews(client, publishedSchema(catalogue).views, schemas);
  const tables = reshapedTables.map((name) => `${quoted(schemas.tables)}.${quoted(name)}`);
  const standing = outdated.filter((one) => one.standing.length > 0).map(({ view }) => view.name);
  const views = new Set([...standing, ...(await viewsOver(client, tables, schemas))]);
  await holdReadersOff(
    client,
    [...views].map((name) => `${quoted(schemas.views)}.${quoted(name)}`),
    tables,
  );
};

/** What BI sees, brought up to the wording of its definitions. Safe to run again. */
export const installViews = async (
  client: PoolClient,
  catalogue: ReadModelCatalogue,
  schemas: ProjectionSchemas,
): Promise<void> => {
  await holdReadersOffChanges(client, catalogue, schemas, []);
  const { views, functionsSql } = publishedSchema(catalogue);
  await client.query(withSchemas(functionsSql, schemas));
  for (const outdated of await outdatedViews(client, views, schemas)) await install(client, outdated, schemas);
  await client.query(`grant usage on schema ${quoted(schemas.views)} to ${READER}`);
  await client.query(`grant select on all tables in schema ${quoted(schemas.views)} to ${READER}`);
};
