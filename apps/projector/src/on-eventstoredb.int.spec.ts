import { type EventStore } from '@gemba/event-sourcing';
import { createTestRecord, type TestRecord } from '@gemba/event-store-eventstoredb/testing';
import { migrateRecord, PostgresEventStore } from '@gemba/event-store-postgres';
import { createTestDatabase } from '@gemba/test-support';
import { Pool } from 'pg';
import { contents, createTestBed, type TestBed } from './testing/test-projection';
import { aProjector, whileProjecting } from './testing/test-projector';
import { recordAll } from './testing/record-all';
import { tangledStory } from './testing/tangled-story';

const CLOCK_MS = Date.UTC(2026, 4, 1);

/** What the tables say when the same events stand in PostgreSQL. */
const contentsFromPostgres = async (): Promise<Record<string, string[]>> => {
  const [bed, database] = [await createTestBed(), await createTestDatabase()];
  const admin = new Pool({ connectionString: database.adminUrl });
  await migrateRecord(admin, 'gemba_app');
  const store = new PostgresEventStore({ connectionString: database.appUrl });
  await recordAll(store, tangledStory());
  await whileProjecting(aProjector(bed.pool, store), () => Promise.resolve());
  const tables = await contents(bed.pool);
  await store.close();
  await Promise.all([admin.end(), bed.drop()]);
  await database.drop();
  return tables;
};

describe('tables from a record in EventStoreDB', () => {
  let bed: TestBed;
  let record: TestRecord;
  let store: EventStore;

  beforeEach(async () => {
    [bed, record] = [await createTestBed(), await createTestRecord(2)];
    record.server.log.nowMs = () => CLOCK_MS;
    store = record.open();
  });
  afterEach(async () => {
    await record.drop();
    await bed.drop();
  });

  it('are those from the same events in PostgreSQL, byte for byte, live and computed anew', async () => {
    const expected = await contentsFromPostgres();
    expect(Object.values(expected).flat().length).toBeGreaterThan(50);
    const events = tangledStory();
    await recordAll(store, events.slice(0, 20));
    record.server.writeElsewhere('somebody-else', 50);
    const projector = aProjector(bed.pool, record.open());
    await whileProjecting(projector, async () => {
      await projector.waitUntilFresh(AbortSignal.timeout(60_000));
      await recordAll(store, events.slice(20));
      await projector.waitUntilFresh(AbortSignal.timeout(60_000));
      expect(await contents(bed.pool)).toEqual(expected);
      await projector.rebuild();
    });
    expect(await contents(bed.pool)).toEqual(expected);
  });

  it('come out the same though the leader dies while they are followed', async () => {
    const expected = await contentsFromPostgres();
    const projector = aProjector(bed.pool, record.open());
    await whileProjecting(projector, async () => {
      for (const [index, event] of tangledStory().entries()) {
        const write = () => recordAll(store, [event]);
        if (index % 15 === 7) {
          record.server.comeUp();
          record.server.failOver('goes-down');
        }
        for (let isDone = false; !isDone;)
          isDone = await write().then(
            () => true,
            () => false,
          );
      }
    });
    expect(await contents(bed.pool)).toEqual(expected);
  });

  it('are not mixed with those of a record that was restored: the projector refuses, and says why', async () => {
    const events = tangledStory();
    await store.head();
    await recordAll(store, events.slice(0, 10));
    const kept = record.server.log.events.length;
    await recordAll(store, events.slice(10));
    const reader = record.open();
    await whileProjecting(aProjector(bed.pool, reader), () => Promise.resolve());
    record.server.goDown();
    record.server.log.restore(kept);
    record.server.comeUp();
    const projector = aProjector(bed.pool, record.open());
    await projector.start();
    const fresh = projector.waitUntilFresh(AbortSignal.timeout(60_000));
    const told: unknown = await fresh.catch((error: Error) => error.message);
    await projector.stop();
    expect(told).toMatch(/restored to an earlier state/);
  });
});
