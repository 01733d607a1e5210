import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted, withSchemas } from '../database/schema-names';
import { DIGEST_COLUMN } from '../drain/table-layout';

interface Definition {
  readonly name: string;
  readonly folder: string;
}

/** The SQL of a table, or of what BI sees of it, as it lies in its folder. */
export const definitionSql = ({ name, folder }: Definition, of: 'table' | 'view'): string =>
  readFileSync(join(folder, `${name.replaceAll('_', '-')}.${of}.sql`), 'utf8');

/** Creates a table from its own SQL, with the hidden column for differences. */
export const createTable = async (client: PoolClient, table: Definition, schemas: ProjectionSchemas): Promise<void> => {
  await client.query(withSchemas(definitionSql(table, 'table'), schemas));
  const name = `${quoted(schemas.tables)}.${quoted(table.name)}`;
  await client.query(`alter table ${name} add column ${DIGEST_COLUMN} text collate "C" not null`);
};
