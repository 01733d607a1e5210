import { Pool } from 'pg';
import { COLUMN_TYPES } from './column-types';

export interface PoolOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly connectionsMax: number;
  /** A connection that lay idle broke off: the pool has dropped it already, this only tells. */
  readonly onIdleError: (error: Error) => void;
}

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 30_000;

/** A pool whose sessions run in UTC and whose values are ours (see `COLUMN_TYPES`). */
export const createPool = ({ url, applicationName, connectionsMax, onIdleError }: PoolOptions): Pool => {
  const pool = new Pool({
    connectionString: url,
    application_name: applicationName,
    max: connectionsMax,
    types: COLUMN_TYPES,
    options: '-c TimeZone=UTC -c DateStyle=ISO',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    keepAlive: true,
  });
  pool.on('error', onIdleError);
  // A connection in use that breaks off fails its query, which is enough; unheard, the event would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
};
