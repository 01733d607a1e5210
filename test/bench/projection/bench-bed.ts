import { migrateRecord, PostgresEventStore } from '@gemba/event-store-postgres';
import { createPool } from '@gemba/platform';
import { createTestDatabase, type TestServer } from '@gemba/test-support';
import { Pool } from 'pg';
import { LIVE_SCHEMAS } from '../../../apps/projector/src/database/schema-names';
import { prepareProjection } from '../../../apps/projector/src/schema/migrate-projection';
import { type DealEvent } from './deal-events';

/** A database with an empty record and an empty projection. */
export interface BenchBed {
  readonly pool: Pool;
  readonly store: PostgresEventStore;
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
  const drop = async (): Promise<void> => {
    await store.close();
    await pool.end();
    await database.drop();
  };
  return { pool, store, drop };
};

const EVENTS_AT_ONCE = 2_000;

/** Records events in this order, neighbours of one stream in one write. */
export const recordEvents = async (store: PostgresEventStore, events: readonly DealEvent[]): Promise<void> => {
  for (let i = 0; i < events.length; i += EVENTS_AT_ONCE) {
    const writes: { stream: string; expected: 'any'; events: DealEvent['event'][] }[] = [];
    for (const { stream, event } of events.slice(i, i + EVENTS_AT_ONCE)) {
      const last = writes.at(-1);
      if (last?.stream === stream) last.events.push(event);
      else writes.push({ stream, expected: 'any', events: [event] });
    }
    await store.append(writes);
  }
};

export const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / 1000;
};
