import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import { type Pool } from 'pg';

export interface SchemaMigrations {
  readonly schema: string;
  /** In their order, for ever: a migration that has been released is never edited, a change is a new one. */
  readonly names: readonly string[];
  readonly sqlOf: (name: string) => string;
  /** Of the schema's tables, the one that says which were done; `migration` unless stated. */
  readonly table?: string;
  /** No further than an earlier release did; the last of them unless stated. */
  readonly upTo?: string | undefined;
}

/** Why a schema is not at this version. The message names the fault and what to do about it. */
export class SchemaNotMigrated extends Error {
  override readonly name = 'SchemaNotMigrated';

  constructor(
    readonly code: 'schema-is-newer' | 'migration-failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Brings a schema to this version; running it again, or twice at once, changes nothing. Throws `SchemaNotMigrated`, and then
 * nothing was done.
 */
export const migrateSchema = async (pool: Pool, migrations: SchemaMigrations): Promise<void> => {
  const { schema, names, sqlOf, table = 'migration', upTo = names.at(-1)! } = migrations;
  await refuseNewer(pool, migrations);
  const migrationOf = (name: string): Migration => ({
    up: async (database) => void (await sql.raw(sqlOf(name)).execute(database)),
  });
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    provider: {
      getMigrations: () => Promise.resolve(Object.fromEntries(names.map((name) => [name, migrationOf(name)]))),
    },
    migrationTableSchema: schema,
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  });
  const { error, results = [] } = await migrator.migrateTo(upTo);
  if (error === undefined) return;
  const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? `${schema}.${table}`;
  throw new SchemaNotMigrated(
    'migration-failed',
    `The schema ${schema} could not be migrated; at ${failed} the database said: ${(error as Error).message}. ` +
      'Nothing of it was done; put that right and start again.',
    { cause: error },
  );
};

/** What a newer version has made of a schema this one cannot know. */
const refuseNewer = async (pool: Pool, { schema, names, table = 'migration' }: SchemaMigrations): Promise<void> => {
  const place = `"${schema}"."${table}"`;
  const { rows: found } = await pool.query<{ there: boolean }>('select to_regclass($1) is not null as there', [place]);
  if (!found[0]!.there) return;
  const { rows } = await pool.query<{ name: string }>(`select name from ${place} order by name`);
  const unknown = rows.map(({ name }) => name).filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  throw new SchemaNotMigrated(
    'schema-is-newer',
    `The schema ${schema} of the database was made by a newer version of Gemba, whose ${unknown.join(', ')} this one does ` +
      'not know. Nothing was changed. Start that version, or a later one; to go back, restore a backup from before.',
  );
};
