import { migrateRecord } from '@gemba/event-store-postgres';
import { ConfigurationFaults, createPool } from '@gemba/platform';
import type { PoolClient } from 'pg';
import { migrateIntake } from '../../../recorder/src';
import { LIVE_SCHEMAS, prepareProjection } from '../../../projector/src';
import { migrateAccess } from '../../../query-api/src';
import { oneAtATime } from './one-at-a-time';
import { APPLICATION_ROLE, ensureServerRoles, type Remark, type ServerLogins } from './server-roles';

export interface MigrationPlan {
  /** May create schemas, and roles where there are logins. */
  readonly adminUrl: string;
  /** Null: the roles are made already, as those of the embedded PostgreSQL are. */
  readonly logins: ServerLogins | null;
}

/** The lock's own, and one for each of the rooms' migrations, which run one after the other. */
const CONNECTIONS_MAX = 3;

/** What every test runs on; older ones lack settings that bound what BI may do. */
const SERVER_VERSION_MIN = 180_000;

/**
 * Brings every room's schema to this version, the record first. Running it again, or twice at once, changes nothing. Gives
 * what somebody should know.
 */
export const migrate = async ({ adminUrl, logins }: MigrationPlan): Promise<readonly Remark[]> => {
  const pool = createPool({
    url: adminUrl,
    applicationName: 'gemba migration',
    connectionsMax: CONNECTIONS_MAX,
    onIdleError: () => undefined,
  });
  try {
    return await oneAtATime(pool, async (client) => {
      await refuseOlderServer(client);
      const remarks = logins === null ? [] : await ensureServerRoles(client, logins);
      await migrateRecord(pool, APPLICATION_ROLE);
      await migrateIntake(pool);
      await prepareProjection(adminUrl, LIVE_SCHEMAS);
      await migrateAccess(pool);
      return remarks;
    });
  } finally {
    await pool.end();
  }
};

const refuseOlderServer = async (client: PoolClient): Promise<void> => {
  const { rows } = await client.query<{ number: number; version: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
  );
  const { number, version } = rows[0]!;
  if (number >= SERVER_VERSION_MIN) return;
  throw new ConfigurationFaults([
    `GEMBA_DATABASE_ADMIN_URL leads to PostgreSQL ${version}, and Gemba needs 18 or later. Give it such a server.`,
  ]);
};
