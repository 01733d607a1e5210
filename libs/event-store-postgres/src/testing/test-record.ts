import { createTestDatabase, type TestDatabase } from '@gemba/test-support';
import { Pool } from 'pg';
import { migrateRecord } from '../migrations/migrate-record';
import { PostgresEventStore, type PostgresEventStoreOptions } from '../postgres-event-store';

/** A migrated record in a database of its own. */
export interface TestRecord {
  /** The tables' owner. */
  readonly admin: Pool;
  /** The application's role, as in production. */
  readonly app: Pool;
  readonly database: TestDatabase;
  open(options?: PostgresEventStoreOptions): PostgresEventStore;
  drop(): Promise<void>;
}

const CONNECTIONS_MAX = 6;

export const createTestRecord = async (): Promise<TestRecord> => {
  const database = await createTestDatabase();
  const pools: Pool[] = [];
  const poolOf = (connectionString: string): Pool => {
    const pool = new Pool({ connectionString, max: CONNECTIONS_MAX });
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  };
  const admin = poolOf(database.adminUrl);
  await migrateRecord(admin, 'gemba_app');
  const app = poolOf(database.appUrl);
  return {
    admin,
    app,
    database,
    // Every store has a pool of its own, as every process has.
    open: (options) => new PostgresEventStore(poolOf(database.appUrl), options),
    drop: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await database.drop();
    },
  };
};
