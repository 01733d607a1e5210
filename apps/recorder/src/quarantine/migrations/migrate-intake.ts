import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import { type Pool } from 'pg';

/** In their order, for ever: a migration that has been released is never edited, a change is a new one. */
const MIGRATIONS = ['0001-quarantine', '0002-message-key'] as const;

const fromFile = (name: string): Migration => ({
  up: async (database) => {
    await sql.raw(readFileSync(join(__dirname, `${name}.sql`), 'utf8')).execute(database);
  },
});

/**
 * Brings the schema `intake` to this version. Runs as its owner; running it again, or twice at once, changes nothing.
 * `upTo`: no further than an earlier release did, to see what later migrations make of what it left.
 */
export const migrateIntake = async (
  adminPool: Pool,
  upTo: (typeof MIGRATIONS)[number] = MIGRATIONS.at(-1)!,
): Promise<void> => {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: adminPool }) }),
    provider: {
      getMigrations: () => Promise.resolve(Object.fromEntries(MIGRATIONS.map((name) => [name, fromFile(name)]))),
    },
    migrationTableSchema: 'intake',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
  const { error } = await migrator.migrateTo(upTo);
  if (error !== undefined) throw new Error('The schema intake could not be migrated.', { cause: error });
};
