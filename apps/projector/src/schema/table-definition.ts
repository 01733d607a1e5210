import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted, withSchemas } from '../database/schema-names';
import { DIGEST_COLUMN } from '../drain/table-layout';

interface Definition {
  readonly name: string;
  readonly folder: string;
}

const fileOf = ({ name, folder }: Definition, kind: 'table' | 'view'): string =>
  join(folder, `${name.replaceAll('_', '-')}.${kind}.sql`);

/** Creates a table from its own SQL, with the hidden column for differences. */
export const createTable = async (client: PoolClient, table: Definition, schemas: ProjectionSchemas): Promise<void> => {
  await client.query(withSchemas(readFileSync(fileOf(table, 'table'), 'utf8'), schemas));
  const name = `${quoted(schemas.tables)}.${quoted(table.name)}`;
  await client.query(`alter table ${name} add column ${DIGEST_COLUMN} text collate "C" not null`);
};

/** What BI sees of a table, ready to run; null where it sees nothing. */
export const viewSql = (table: Definition, schemas: ProjectionSchemas): string | null => {
  const file = fileOf(table, 'view');
  if (!existsSync(file)) return null;
  return withSchemas(readFileSync(file, 'utf8'), schemas).replace(/\bcreate view\b/i, 'create or replace view');
};
