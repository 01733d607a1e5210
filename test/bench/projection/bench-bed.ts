import { migrateRecord, PostgresEventStore } from '@gemba/event-store-postgres';
import { createPool } from '@gemba/platform';
import { createTestDatabase, type TestServer } from '@gemba/test-support';
import { Pool } from 'pg';
import { LIVE_SCHEMAS } from '../../../apps/projector/src/database/schema-names';
import { prepareProjection } from '../../../apps/projector/src/schema/migrate-projection';
import { WorkerThreads } from '../../../apps/projector/src/workers/worker-threads';

/** What tables across deals are computed as of. */
export const AS_OF = '2026-06-01T00:00:00.000000Z';

/** A database with an empty record and an empty projection. */
export interface BenchBed {
  readonly pool: Pool;
  readonly store: PostgresEventStore;
  /** Threads that compute, as many as a projector has on this machine. */
  workers(): WorkerThreads;
  drop(): Promise<void>;
}

export const createBenchBed = async (server: TestServer): Promise<BenchBed> => {
  const database = await createTestDatabase(server);
  const admin = new Pool({ connectionString: database.adminUrl, max: 1 });
  await migrateRecord(admin, 'gemba_app');
  await admin.end();
  await prepareProjection(database.adminUrl, LIVE_SCHEMAS);
  const pool = createPool({
    url: database.appUrl,
    applicationName: 'projection bench',
    connectionsMax: 10,
    onIdleError: () => undefined,
  });
  const store = new PostgresEventStore({ connectionString: database.appUrl });
  const workers = (): WorkerThreads => WorkerThreads.ofThisMachine({ databaseUrl: database.appUrl });
  const drop = async (): Promise<void> => {
    await store.close();
    await pool.end();
    await database.drop();
  };
  return { pool, store, workers, drop };
};
