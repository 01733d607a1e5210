import { isCanonicalInstant } from '@gemba/event-sourcing';
import { fact, testEvent } from '@gemba/event-sourcing/testing';
import { Pool } from 'pg';
import { PostgresEventStore } from '../postgres-event-store';
import { createTestRecord, type TestRecord } from '../testing/test-record';

describe('events as PostgreSQL sends them', () => {
  let record: TestRecord;
  const pools: Pool[] = [];

  /** Sessions with other habits than ours. */
  const storeWith = (options: string): PostgresEventStore => {
    const pool = new Pool({ connectionString: record.database.appUrl, options });
    pools.push(pool);
    return new PostgresEventStore(pool);
  };

  beforeAll(async () => {
    record = await createTestRecord();
    const store = record.open();
    await store.append([fact('deal-1', testEvent('deal-1', 1))]);
    await store.close();
    await record.admin.query(`begin; set local session_replication_role = replica;
      update record.events set recorded_at = '2026-03-02 09:00:00.5+00'; commit`);
  });

  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await record.drop();
  });

  it.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns'])(
    'have one instant, whatever the zone of the session (%s)',
    async (zone) => {
      const [event] = await storeWith(`-c TimeZone=${zone}`).readStream('deal-1');
      expect(event!.recordedAt).toBe('2026-03-02T09:00:00.500000Z');
      expect(isCanonicalInstant(event!.recordedAt)).toBe(true);
    },
  );

  it.each([
    ['-c DateStyle=German', /set DateStyle to ISO/],
    ['-c bytea_output=escape', /set bytea_output to hex/],
  ])('are refused rather than misread in a session with %s', async (options, message) => {
    await expect(storeWith(options).readStream('deal-1')).rejects.toThrow(message);
  });
});
