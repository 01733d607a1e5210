import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateSchema } from '@gemba/platform';
import { type Pool } from 'pg';

/** Brings the schema `intake` to this version. Runs as its owner; running it again, or twice at once, changes nothing. */
export const migrateIntake = (adminPool: Pool): Promise<void> =>
  migrateSchema(adminPool, {
    schema: 'intake',
    names: ['0001-quarantine', '0002-message-key'],
    sqlOf: (name) => readFileSync(join(__dirname, `${name}.sql`), 'utf8'),
  });
