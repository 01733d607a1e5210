import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateSchema } from '@gemba/platform';
import { type Pool } from 'pg';

/** In their order, for ever: a migration that has been released is never edited, a change is a new one. */
const MIGRATIONS = ['0001-quarantine', '0002-message-key'] as const;

/**
 * Brings the schema `intake` to this version. Runs as its owner; running it again, or twice at once, changes nothing.
 * `upTo`: no further than an earlier release did, to see what later migrations make of what it left.
 */
export const migrateIntake = (adminPool: Pool, upTo?: (typeof MIGRATIONS)[number]): Promise<void> =>
  migrateSchema(adminPool, {
    schema: 'intake',
    names: MIGRATIONS,
    upTo,
    sqlOf: (name) => readFileSync(join(__dirname, `${name}.sql`), 'utf8'),
  });
