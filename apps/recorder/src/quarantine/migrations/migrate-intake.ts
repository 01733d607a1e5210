import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import { type Pool } from 'pg';

/** In their order, for ever: a migration that has been released is never edited, a change is a new one. */
const MIGRATIONS = ['0001-quarantine', '0002-message-key'];

const fromFile = (name: string): Migration => ({
  up: async (database) => {
    await sql.raw(readFileSync(join(__dirname, `${name}.sql`), 'utf8')).execute(database);
  },
});

/** Brings the schema `intake` to this version. Runs as its owner; running it again, or twice at once, changes nothing. */
export const migrateIntake = async (adminPool: Pool): Promise<void> => {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: adminPool }) }),
    provider: {
      getMigrations: () => Promise.resolve(Object.fromEntries(MIGRATIONS.map((name) => [name, fromFile(name)]))),
    },
    migrationTableSchema: 'intake',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('The schema intake could not be migrated.', { cause: error });
};
