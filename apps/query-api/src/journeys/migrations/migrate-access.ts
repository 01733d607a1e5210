import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateSchema } from '@gemba/platform';
import { type Pool } from 'pg';

/** Brings the schema `access` to this version. Runs as its owner, after the roles were made; safe to run again. */
export const migrateAccess = (adminPool: Pool): Promise<void> =>
  migrateSchema(adminPool, {
    schema: 'access',
    names: ['0001-journey-link'],
    sqlOf: (name) => readFileSync(join(__dirname, `${name}.sql`), 'utf8'),
  });
