import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import { type Pool } from 'pg';

/** In their order, for ever: a migration that has been released is never edited, a change is a new one. */
const MIGRATIONS = ['0001-journey-link'];

const fromFile = (name: string): Migration => ({
  up: async (database) => {
    await sql.raw(readFileSync(join(__dirname, `${name}.sql`), 'utf8')).execute(database);
  },
});

/** Brings the schema `access` to this version. Runs as its owner, after the roles were made; safe to run again. */
export const migrateAccess = async (adminPool: Pool): Promise<void> => {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: adminPool }) }),
    provider: {
      getMigrations: () => Promise.resolve(Object.fromEntries(MIGRATIONS.map((name) => [name, fromFile(name)]))),
    },
    migrationTableSchema: 'access',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('The schema access could not be migrated.', { cause: error });
};
