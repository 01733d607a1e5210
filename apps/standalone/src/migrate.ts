import { migrateRecord } from '@gemba/event-store-postgres';
import { createPool, READER_BOUNDS } from '@gemba/platform';
import type { Pool } from 'pg';
import { migrateIntake } from '../../recorder/src';
import { LIVE_SCHEMAS, prepareProjection } from '../../projector/src';
import { migrateAccess } from '../../query-api/src';
import type { Database } from './database';

const APPLICATION_ROLE = 'gemba_app';
const BI_ROLE = 'bi_reader';

/** Brings every room's schema to this version, the record first. Running it again, or twice at once, changes nothing. */
export const migrate = async ({ adminUrl, appUrl, hasRoles }: Database): Promise<void> => {
  if (adminUrl === null) return;
  const pool = createPool({
    url: adminUrl,
    applicationName: 'gemba migration',
    connectionsMax: 2,
    onIdleError: () => undefined,
  });
  try {
    if (!hasRoles) await makeRoles(pool, decodeURIComponent(new URL(appUrl).username));
    await migrateRecord(pool, APPLICATION_ROLE);
    await migrateIntake(pool);
    await prepareProjection(adminUrl, LIVE_SCHEMAS);
    await migrateAccess(pool);
  } finally {
    await pool.end();
  }
};

/** On a server of somebody else's the roles hold the permissions; who may log in as them is its owner's business. */
const makeRoles = async (pool: Pool, appLogin: string): Promise<void> => {
  for (const role of [APPLICATION_ROLE, BI_ROLE]) {
    const { rowCount } = await pool.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount !== 0) continue;
    await pool.query(`create role ${role} nologin`);
    if (role === BI_ROLE) for (const bound of READER_BOUNDS) await boundWhereKnown(pool, bound);
  }
  if (appLogin === APPLICATION_ROLE) return;
  await pool.query(`grant ${APPLICATION_ROLE} to "${appLogin.replaceAll('"', '""')}"`);
};

const UNKNOWN_SETTING = '42704';

/** An older server may not know every limit. */
const boundWhereKnown = async (pool: Pool, bound: string): Promise<void> => {
  try {
    await pool.query(bound);
  } catch (error) {
    if ((error as { code?: string }).code !== UNKNOWN_SETTING) throw error;
  }
};
