import { createHash } from 'node:crypto';
import { type PublishedView } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted, withSchemas } from '../database/schema-names';
import { createViewSql } from './create-view';
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

const install = async (client: PoolClient, view: PublishedView, schemas: ProjectionSchemas): Promise<void> => {
  const s = quoted(schemas.tables);
  const { name } = view;
  const digest = createHash('sha256').update(createViewSql(view)).digest('hex');
  const standing = await columnsOf(client, name, schemas);
  const known = await client.query(`select from ${s}.installed_view where name = $1 and digest = $2`, [name, digest]);
  if (known.rowCount === 1 && standing.length > 0) return;
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
    `insert into ${s}.installed_view (name, digest) values ($1, $2)
     on conflict (name) do update set digest = excluded.digest`,
    [name, digest],
  );
};

/** What BI sees, brought up to the wording of its definitions. Safe to run again. */
export const installViews = async (
  client: PoolClient,
  catalogue: ReadModelCatalogue,
  schemas: ProjectionSchemas,
): Promise<void> => {
  const { views, functionsSql } = publishedSchema(catalogue);
  await client.query(withSchemas(functionsSql, schemas));
  for (const view of views) await install(client, view, schemas);
  await client.query(`grant usage on schema ${quoted(schemas.views)} to ${READER}`);
  await client.query(`grant select on all tables in schema ${quoted(schemas.views)} to ${READER}`);
};
