import { START } from '@gemba/event-sourcing';
import { fact, testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { Client } from 'pg';
import { type PostgresEventStore } from './postgres-event-store';
import { callAppend, openAppend } from './testing/open-append';
import { createTestRecord, type TestRecord } from './testing/test-record';
import { untilWaiting } from './testing/waiting';

describe('an append that meets another recorder which has not committed yet', () => {
  let record: TestRecord;
  let store: PostgresEventStore;

  beforeAll(async () => {
    record = await createTestRecord();
    store = record.open();
  });

  afterAll(async () => {
    await store.close();
    await record.drop();
  });

  it('waits for the same event, and then finds it there', async () => {
    const stream = 'deal-crm:redelivered';
    await store.append([fact(stream, testEvent(stream, 0))]);
    const other = await openAppend(record.database.appUrl, fact(stream, testEvent(stream, 1)));
    const neighbour = 'deal-crm:neighbour';
    const redelivered = store.append([fact(stream, testEvent(stream, 1)), fact(neighbour, testEvent(neighbour, 1))]);
    await untilWaiting(record.admin, 1, 'advisory');
    await other.end('commit');
    expect(await redelivered).toMatchObject([{ status: 'duplicate' }, { status: 'appended', firstVersion: 0 }]);
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it('waits for the same event, and records it itself when the other gives up', async () => {
    const stream = 'deal-crm:given-up';
    const other = await openAppend(record.database.appUrl, fact(stream, testEvent(stream, 1)));
    const redelivered = store.append([fact(stream, testEvent(stream, 1))]);
    await untilWaiting(record.admin, 1, 'transactionid');
    await other.end('rollback');
    expect(await redelivered).toMatchObject([{ status: 'appended', firstVersion: 0, lastVersion: 0 }]);
  });

  it('waits for whoever makes the same stream, and counts on from there', async () => {
    const stream = 'deal-crm:made-twice';
    const other = await openAppend(record.database.appUrl, fact(stream, ...testEvents(stream, 1, 3)));
    const appended = store.append([fact(stream, ...testEvents(stream, 3, 4))]);
    await untilWaiting(record.admin, 1, 'transactionid');
    await other.end('commit');
    expect(await appended).toMatchObject([{ status: 'appended', firstVersion: 3, lastVersion: 3 }]);
  });

  it('waits before it judges an expected version', async () => {
    const stream = 'deal-crm:expected';
    await store.append([fact(stream, testEvent(stream, 0))]);
    const other = await openAppend(record.database.appUrl, fact(stream, testEvent(stream, 1)));
    const command = store.append([{ stream, expected: 0, events: [testEvent(stream, 2)] }]);
    await untilWaiting(record.admin, 1, 'advisory');
    await other.end('commit');
    expect(await command).toEqual([{ status: 'conflict', currentVersion: 1 }]);
  });

  it('on another stream waits for its position only, and no reader sees the later before the earlier', async () => {
    const before = await store.head();
    const [early, late] = ['deal-crm:early', 'deal-crm:late'];
    const other = await openAppend(record.database.appUrl, fact(early, testEvent(early, 1)));
    const appended = store.append([fact(late, testEvent(late, 1))]);
    await untilWaiting(record.admin, 1, 'advisory');
    expect(await store.readAll(before.position, 10)).toEqual([]);
    expect(await store.head()).toEqual(before);
    await other.end('commit');
    await appended;
    const events = await store.readAll(before.position, 10);
    expect(events.map(({ stream }) => stream)).toEqual([early, late]);
    expect(events[1]!.recordedAt >= events[0]!.recordedAt).toBe(true);
  });

  it('leaves no gap behind when the earlier one gives up', async () => {
    const before = await store.head();
    const [lost, kept] = ['deal-crm:lost', 'deal-crm:kept'];
    const other = await openAppend(record.database.appUrl, fact(lost, testEvent(lost, 1)));
    const appended = store.append([fact(kept, testEvent(kept, 1))]);
    await untilWaiting(record.admin, 1, 'advisory');
    await other.end('rollback');
    expect(await appended).toMatchObject([{ status: 'appended', position: before.position + 1n }]);
  });

  it('cannot deadlock with whoever makes the same streams in another order', async () => {
    const streams = ['deal-crm:d1', 'deal-crm:d2', 'deal-crm:d3'] as const;
    const holder = await openAppend(record.database.appUrl, fact(streams[1], testEvent(streams[1], 0)));
    const second = record.open();
    const one = store.append(streams.map((stream) => fact(stream, testEvent(stream, 1))));
    const two = second.append([...streams].reverse().map((stream) => fact(stream, testEvent(stream, 2))));
    // One has made the first stream and stands at the second, the other stands at the first.
    await untilWaiting(record.admin, 2, 'transactionid');
    await holder.end('commit');
    const statuses = (await Promise.all([one, two])).flat().map(({ status }) => status);
    expect(statuses).toEqual(Array.from({ length: 6 }, () => 'appended'));
    expect((await store.readStream(streams[1])).map(({ version }) => version)).toEqual([0, 1, 2]);
    await second.close();
  });

  it('judges again only what has grown while it waited', async () => {
    const [grown, still] = ['deal-crm:grown', 'deal-crm:still'];
    await store.append([grown, still].map((stream) => fact(stream, testEvent(stream, 0))));
    const other = await openAppend(record.database.appUrl, fact(grown, testEvent(grown, 1), testEvent(grown, 2)));
    const waiting = store.append([
      fact(grown, testEvent(grown, 2), testEvent(grown, 3)),
      { stream: still, expected: 0, events: [testEvent(still, 1)] },
      { stream: 'deal-crm:fresh', expected: 'none', events: [testEvent('deal-crm:fresh', 1)] },
    ]);
    await untilWaiting(record.admin, 1, 'advisory');
    await other.end('commit');
    expect(await waiting).toMatchObject([
      { status: 'appended', firstVersion: 3, lastVersion: 3 },
      { status: 'appended', firstVersion: 1 },
      { status: 'appended', firstVersion: 0 },
    ]);
  });

  it.each(['repeatable read', 'serializable'])(
    'refuses to run in isolation level %s, which would not look again',
    async (level) => {
      const client = new Client({ connectionString: record.database.appUrl });
      await client.connect();
      await client.query(`begin isolation level ${level}`);
      const stream = 'deal-crm:isolated';
      await expect(callAppend(client, fact(stream, testEvent(stream, 1)))).rejects.toThrow(
        /needs the isolation level read committed/,
      );
      await client.end();
      expect(await store.readStream(stream)).toEqual([]);
    },
  );

  it('keeps recordedAt from falling when the clock of the database was ahead before', async () => {
    await record.admin.query(`begin; set local session_replication_role = replica;
      update record.events set recorded_at = '2190-01-01T00:00:00Z'
      where position = (select max(position) from record.events); commit`);
    const stream = 'deal-crm:clock';
    await store.append([fact(stream, testEvent(stream, 1))]);
    const times = (await store.readAll(START, 10_000)).map(({ recordedAt }) => recordedAt);
    expect(times.at(-1)).toBe('2190-01-01T00:00:00.000000Z');
    expect(times).toEqual([...times].sort());
  });
});
