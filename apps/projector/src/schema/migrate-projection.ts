import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
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

const migrationOf = (name: string, schemas: ProjectionSchemas): Migration => ({
  up: async (db) => {
    const text = readFileSync(join(__dirname, `${name}.sql`), 'utf8');
    await sql.raw(withSchemas(text, schemas)).execute(db);
  },
});

/**
 * Creates the projector's own tables in a schema that exists, or brings them forward. Safe to run again and at once.
 * `upTo`: no further than an earlier release did, to see what the later migrations make of what it left.
 */
export const migrateProjection = async (
  pool: Pool,
  schemas: ProjectionSchemas,
  upTo: (typeof MIGRATIONS)[number] = MIGRATIONS.at(-1)!,
): Promise<void> => {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    provider: {
      getMigrations: () =>
        Promise.resolve(Object.fromEntries(MIGRATIONS.map((name) => [name, migrationOf(name, schemas)]))),
    },
    migrationTableSchema: schemas.tables,
    migrationTableName: 'projection_migration',
    migrationLockTableName: 'projection_migration_lock',
  });
  const { error } = await migrator.migrateTo(upTo);
  if (error instanceof Error) throw error;
  if (error !== undefined) throw new Error(`The migration of the schema ${schemas.tables} failed.`, { cause: error });
};

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
