import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateSchema } from '@gemba/platform';
import { Pool } from 'pg';
import { LIVE_SCHEMAS, type ProjectionSchemas, quoted, withSchemas } from '../database/schema-names';

/** Each brings a projection of any earlier shape forward; none may be changed once it was released. */
export const MIGRATIONS = [
  '0001-projection',
  '0002-journal',
  '0003-sharing',
  '0004-publishing',
  '0005-last-word',
] as const;

/**
 * Creates the projector's own tables in a schema that exists, or brings them forward. Safe to run again and at once.
 * `upTo`: no further than an earlier release did, to see what the later migrations make of what it left.
 */
export const migrateProjection = (
  pool: Pool,
  schemas: ProjectionSchemas,
  upTo?: (typeof MIGRATIONS)[number],
): Promise<void> =>
  migrateSchema(pool, {
    schema: schemas.tables,
    table: 'projection_migration',
    names: MIGRATIONS,
    upTo,
    sqlOf: (name) => withSchemas(readFileSync(join(__dirname, `${name}.sql`), 'utf8'), schemas),
  });

/** The role that the projector works as; it owns what it makes. */
const OWNER = 'gemba_app';
const READER = 'bi_reader';

/**
 * What only an administrator may do, once: the schemas, owned by the application's role, and BI's way into the views.
 * Safe to run again. The roles must exist.
 */
export const prepareProjection = async (adminUrl: string, schemas: ProjectionSchemas = LIVE_SCHEMAS): Promise<void> => {
  const pool = new Pool({ connectionString: adminUrl, max: 1 });
  try {
    const { rows } = await pool.query<{ name: string }>('select current_database() as name');
    for (const schema of [schemas.tables, schemas.views])
      await pool.query(`create schema if not exists ${quoted(schema)} authorization ${OWNER}`);
    // Rebuilds make schemas of their own.
    await pool.query(`grant create on database ${quoted(rows[0]!.name)} to ${OWNER}`);
    await pool.query(`grant usage on schema ${quoted(schemas.views)} to ${READER}`);
  } finally {
    await pool.end();
  }
};
