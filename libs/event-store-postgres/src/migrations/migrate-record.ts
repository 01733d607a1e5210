import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pool } from 'pg';
import { migrateSchema } from './migrate-schema';

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
 * owner; running it again changes nothing. Throws `SchemaNotMigrated`.
 * `upTo`: no further than an earlier release did, and without permissions, to see what later migrations make of it.
 */
export const migrateRecord = async (
  adminPool: Pool,
  applicationRole: string,
  upTo?: (typeof MIGRATIONS)[number],
): Promise<void> => {
  await migrateSchema(adminPool, {
    schema: 'record',
    names: MIGRATIONS,
    upTo,
    sqlOf: (name) => readFileSync(join(__dirname, `${name}.sql`), 'utf8'),
  });
  if (upTo === undefined) await adminPool.query(permissions(applicationRole));
};
