import { fact, testEvent } from '@gemba/event-sourcing/testing';
import { migrateRecord } from './migrations/migrate-record';
import { createTestRecord, type TestRecord } from './testing/test-record';

const STREAM = 'deal-crm:1';

const CHANGES = [
  "update record.events set type = 'Other'",
  'delete from record.events',
  'truncate record.events',
  "update record.streams set name = 'deal-crm:2'",
  'delete from record.streams',
  'truncate record.streams',
  'update record.store set incarnation = gen_random_uuid()',
  'delete from record.store',
];

describe('the record, append-only', () => {
  let record: TestRecord;

  beforeAll(async () => {
    record = await createTestRecord();
    const store = record.open();
    await store.append([fact(STREAM, testEvent(STREAM, 1))]);
    await store.close();
  });

  afterAll(() => record.drop());

  it.each([
    ...CHANGES,
    "insert into record.streams (name) values ('x')",
    'insert into record.events select position + 1, stream_id, recorded_at, version + 1, gen_random_uuid(), digest, type, metadata, data from record.events',
    'select * from record.streams for update',
    "select nextval('record.stream_ids')",
    'create table record.mine (n integer)',
    'alter table record.events disable trigger all',
    'drop table record.events',
    'create or replace function record.refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
    'set session_replication_role = replica',
  ])('refuses the application: %s', async (statement) => {
    await expect(record.app.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it.each(CHANGES)('refuses even the owner, and names the accident: %s', async (statement) => {
    await expect(record.admin.query(statement)).rejects.toThrow(
      /append-only: (UPDATE|DELETE|TRUNCATE) on record\.\w+ is refused/,
    );
  });

  it('stands as it was after all that', async () => {
    const store = record.open();
    expect(await store.readStream(STREAM)).toMatchObject([testEvent(STREAM, 1)]);
    await store.close();
  });

  it('gives other roles nothing', async () => {
    await record.admin.query('set role bi_reader; reset role');
    const client = await record.admin.connect();
    await client.query('set role bi_reader');
    await expect(client.query('select * from record.events')).rejects.toMatchObject({ code: '42501' });
    client.release(true);
  });

  it('is migrated again without a change', async () => {
    const incarnation = 'select incarnation from record.store';
    const before = (await record.app.query(incarnation)).rows;
    await migrateRecord(record.admin, 'gemba_app');
    expect((await record.app.query(incarnation)).rows).toEqual(before);
  });
});
