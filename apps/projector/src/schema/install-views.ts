import { createHash } from 'node:crypto';
import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { type ReadModelCatalogue, tablesOf } from './read-model-catalogue';
import { viewSql } from './table-definition';

/** Who reads the views. Whoever made the database made the role. */
const READER = 'bi_reader';

const freshnessView = ({ tables, views }: ProjectionSchemas): string => `
  create or replace view ${quoted(views)}.projection_position as
  select table_name, state, position, recorded_at, as_of, fed_events - events as lag_events,
    case when fed_position = position then 0 else extract(epoch from now() - recorded_at) end as lag_s,
    kind, revision
  from ${quoted(tables)}.projection_position;
  comment on view ${quoted(views)}.projection_position is
    'How fresh each table is: everything recorded up to its position is in it';
  comment on column ${quoted(views)}.projection_position.table_name is 'Table or view of this name';
  comment on column ${quoted(views)}.projection_position.state is
    'fresh; stale: something recorded, or a changed definition, is not in it yet; rebuilding';
  comment on column ${quoted(views)}.projection_position.position is 'Everything up to this place in the record is in the table';
  comment on column ${quoted(views)}.projection_position.recorded_at is 'When Gemba recorded the event at that position';
  comment on column ${quoted(views)}.projection_position.as_of is
    'Tables across deals: nothing that happened later counts in them; NULL for tables about single deals';
  comment on column ${quoted(views)}.projection_position.lag_events is 'Events that the projector has read and the table does not hold yet';
  comment on column ${quoted(views)}.projection_position.lag_s is 'Seconds since recorded_at; 0 when nothing is missing';
  comment on column ${quoted(views)}.projection_position.kind is 'reference, deal (about single deals) or analysis (across deals)';
  comment on column ${quoted(views)}.projection_position.revision is 'Which definition the rows were computed by'`;

const install = async (client: PoolClient, name: string, sql: string, schemas: ProjectionSchemas): Promise<void> => {
  const s = quoted(schemas.tables);
  const digest = createHash('sha256').update(sql).digest('hex');
  const known = await client.query(
    `select from ${s}.installed_view where name = $1 and digest = $2 and to_regclass($3) is not null`,
    [name, digest, `${quoted(schemas.views)}.${quoted(name)}`],
  );
  if (known.rowCount === 1) return;
  try {
    await client.query(sql);
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

/** Every view with the SQL that creates it. */
export const viewsOf = (
  catalogue: ReadModelCatalogue,
  schemas: ProjectionSchemas,
): { readonly name: string; readonly sql: string }[] => [
  ...[...catalogue.historyViews, ...tablesOf(catalogue)].flatMap((view) => {
    const sql = viewSql(view, schemas);
    return sql === null ? [] : [{ name: view.name, sql }];
  }),
  { name: 'projection_position', sql: freshnessView(schemas) },
];

/** What BI sees, brought up to the wording of its definitions. Safe to run again. */
export const installViews = async (
  client: PoolClient,
  catalogue: ReadModelCatalogue,
  schemas: ProjectionSchemas,
): Promise<void> => {
  for (const { name, sql } of viewsOf(catalogue, schemas)) await install(client, name, sql, schemas);
  await client.query(`grant usage on schema ${quoted(schemas.views)} to ${READER}`);
  await client.query(`grant select on all tables in schema ${quoted(schemas.views)} to ${READER}`);
};
