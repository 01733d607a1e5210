import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import { type Pool } from 'pg';

const fromFile = (name: string): Migration => ({
  up: async (database) => {
    await sql.raw(readFileSync(join(__dirname, `${name}.sql`), 'utf8')).execute(database);
  },
});

/** In their order, for ever: a migration that has been released is never edited, a change is a new one. */
const MIGRATIONS = ['0001-record', '0002-append'] as const;

/** What the application may do with the record: look, and append through the one function. */
const permissions = (role: string): string => {
  const name = `"${role.replaceAll('"', '""')}"`;
  return `
revoke all on schema record from public;
revoke execute on all functions in schema record from public;
grant usage on schema record to ${name};
grant select on record.events, record.streams, record.store to ${name};
grant execute on function record.append to ${name};`;
};

/**
 * Brings the schema `record` to this version and gives the application's role its permissions. Runs as the tables'
 * owner; running it again changes nothing. Throws with the name of the migration that failed, and then none was done.
 * `upTo`: no further than an earlier release did, and without permissions, to see what later migrations make of it.
 */
export const migrateRecord = async (
  adminPool: Pool,
  applicationRole: string,
  upTo?: (typeof MIGRATIONS)[number],
): Promise<void> => {
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: adminPool }) });
  const migrator = new Migrator({
    db: database,
    provider: {
      getMigrations: () => Promise.resolve(Object.fromEntries(MIGRATIONS.map((name) => [name, fromFile(name)]))),
    },
    migrationTableSchema: 'record',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
  const { error, results = [] } = await migrator.migrateTo(upTo ?? MIGRATIONS.at(-1)!);
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'the migration table';
    throw new Error(`The record could not be migrated: ${failed} failed.`, { cause: error });
  }
  if (upTo === undefined) await sql.raw(permissions(applicationRole)).execute(database);
};
