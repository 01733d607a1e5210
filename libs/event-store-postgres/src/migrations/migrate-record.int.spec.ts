import { fact, testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { createTestDatabase, type TestDatabase } from '@gemba/test-support';
import { Pool } from 'pg';
import { verifyRecord } from '../maintenance/verify-record';
import { PostgresEventStore } from '../postgres-event-store';
import { createTestRecord, type TestRecord } from '../testing/test-record';
import { migrateRecord } from './migrate-record';

const TABLES = ['store', 'streams', 'events'] as const;

describe('a record that an earlier release filled', () => {
  let today: TestRecord;
  let database: TestDatabase;
  const pools: Pool[] = [];
  const poolOf = (connectionString: string): Pool => {
    pools.push(new Pool({ connectionString }));
    return pools.at(-1)!;
  };

  beforeAll(async () => {
    today = await createTestRecord();
    database = await createTestDatabase();
  });

  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
    await today.drop();
  });

  it('has every row as it was after the later migrations, and goes on behind its end', async () => {
    const filling = today.open();
    await filling.append(['deal-1', 'deal-2', 'deal-3'].map((stream) => fact(stream, ...testEvents(stream, 1, 40))));
    const filled = await filling.head();
    const expected = await filling.readAll(0n, 1_000);
    await filling.close();

    const admin = poolOf(database.adminUrl);
    await migrateRecord(admin, 'gemba_app', '0001-record');
    // As a restore would: the rows and the sequence that an installation of that time had.
    await admin.query('begin; set local session_replication_role = replica; delete from record.store; commit');
    for (const table of TABLES) {
      const { rows } = await today.admin.query<{ row: string }>(
        `select to_json(t)::text as row from record.${table} t`,
      );
      await admin.query(
        `insert into record.${table} select (json_populate_record(null::record.${table}, row::json)).* from unnest($1::text[]) row`,
        [rows.map(({ row }) => row)],
      );
    }
    await admin.query("select setval('record.stream_ids', (select max(stream_id) from record.streams))");

    await migrateRecord(admin, 'gemba_app');
    const app = poolOf(database.appUrl);
    const store = new PostgresEventStore(app);
    expect(await store.readAll(0n, 1_000)).toEqual(expected);
    await store.verify(filled);
    const sealed = (await verifyRecord(app)).seal;
    expect(sealed).toBe((await verifyRecord(today.app)).seal);

    const [repeated, known, fresh] = await store.append([
      fact('deal-1', ...testEvents('deal-1', 1, 40)),
      fact('deal-2', testEvent('deal-2', 41)),
      fact('deal-4', testEvent('deal-4', 1)),
    ]);
    expect([repeated!.status, known, fresh]).toEqual([
      'duplicate',
      { status: 'appended', firstVersion: 40, lastVersion: 40, position: 121n },
      { status: 'appended', firstVersion: 0, lastVersion: 0, position: 122n },
    ]);
    expect((await verifyRecord(app)).faults).toEqual([]);
    await store.close();
  });
});
