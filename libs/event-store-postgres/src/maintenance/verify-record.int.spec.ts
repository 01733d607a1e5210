import { CheckpointMismatch, parseSeal } from '@gemba/event-sourcing';
import { fact, testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { type PostgresEventStore } from '../postgres-event-store';
import { createTestRecord, type TestRecord } from '../testing/test-record';
import { recordStatistics } from './record-statistics';
import { verifyRecord } from './verify-record';

const [ONE, TWO] = ['deal-crm:1', 'deal-crm:2'] as const;

describe('verifying the record', () => {
  let record: TestRecord;
  let store: PostgresEventStore;

  /** As whoever has the server's highest rights could do it. */
  const tamper = (statement: string): Promise<unknown> =>
    record.admin.query(`begin; set local session_replication_role = replica; ${statement}; commit`);

  beforeEach(async () => {
    record = await createTestRecord();
    store = record.open();
    await store.append([fact(ONE, ...testEvents(ONE, 0, 4)), fact(TWO, ...testEvents(TWO, 0, 4))]);
  });

  afterEach(async () => {
    await store.close();
    await record.drop();
  });

  it('finds no fault with what appends left, and counts it', async () => {
    const progress: number[] = [];
    expect(await verifyRecord(record.app, { onProgress: (events) => progress.push(events) })).toEqual({
      events: 10,
      streams: 2,
      faults: [],
      notChecked: [],
      isTruncated: false,
      seal: expect.stringMatching(/^gemba-seal:v1:[0-9a-f-]{36}:10:[0-9a-f]{64}$/),
    });
    expect(progress).toEqual([10]);
    expect(await recordStatistics(record.app)).toMatchObject({ events: 10, bytesOnDisk: expect.any(Number) });
  });

  it.each([
    [
      'changed data',
      `update record.events set data = '{"n": 99}' where position = 3`,
      'digest-differs',
      /version 2, event/,
    ],
    ['a changed type', `update record.events set type = 'Other' where position = 3`, 'digest-differs', /deal-crm:1/],
    [
      'a changed time',
      `update record.events set metadata = replace(metadata::text, '2026', '2025')::json where position = 3`,
      'digest-differs',
      /changed after it was recorded/,
    ],
    [
      'a changed id',
      `update record.events set event_id = '00000000-0000-5000-8000-000000000000' where position = 3`,
      'event-id-differs',
      /has an id that test and its deal-crm:1\/2 do not give/,
    ],
    ['a removed event', 'delete from record.events where position = 3', 'position-missing', /follows position 2/],
    ['a removed event', 'delete from record.events where position = 3', 'version-gap', /4 events with versions 0 to 4/],
    [
      'a changed time of recording',
      `update record.events set recorded_at = '2000-01-01' where position = 7`,
      'recorded-at-falls',
      /2000-01-01T00:00:00.000000Z/,
    ],
    [
      'exchanged versions',
      `update record.events set version = version + 100 where position in (1, 2);
       update record.events set version = 102 - position where position in (1, 2) and version >= 100`,
      'version-out-of-order',
      /Version 1 of stream deal-crm:1 has position 1/,
    ],
  ])('names %s (%#)', async (_, statement, kind, message) => {
    await tamper(statement.replace('102 - position', '2 - position'));
    const { faults } = await verifyRecord(record.app);
    expect(faults).toContainEqual({ kind, message: expect.stringMatching(message) });
  });

  it.each([
    [
      'data changed together with their digest',
      `update record.events set (data, digest) = (select data, digest from record.events where position = 4)
         where position = 3;
       update record.events set metadata = (select metadata from record.events where position = 4),
         event_id = '11111111-1111-5111-8111-111111111111' where position = 3`,
    ],
    [
      'events exchanged between two streams',
      `update record.events set stream_id = -stream_id;
       update record.events set stream_id = (select stream_id from record.streams as s
         where s.stream_id <> -record.events.stream_id)`,
    ],
    ['a stream with another name', `update record.streams set name = 'deal-crm:3' where name = '${TWO}'`],
    ['the last event removed', 'delete from record.events where position = 10'],
    ['the last events removed, and the same number put in their place', 'delete from record.events where position > 8'],
    [
      'what no digest holds',
      `update record.events set metadata = (left(metadata::text, -1) || ',"sourceSequence":"9"}')::json where position = 10`,
    ],
    ['a later time of recording at the end', `update record.events set recorded_at = '2199-01-01' where position = 10`],
  ])('shows by an earlier seal: %s', async (what, statement) => {
    const earlier = parseSeal((await verifyRecord(record.app)).seal)!;
    await tamper(statement);
    if (/put in their place/.test(what)) await store.append([fact(TWO, ...testEvents(TWO, 8, 9))]);
    const { faults } = await verifyRecord(record.app, { earlier });
    expect(faults[0]).toMatchObject({ kind: 'seal-differs', message: expect.stringMatching(/sealed/) });
  });

  it('finds an earlier seal to hold while the record grows', async () => {
    const earlier = parseSeal((await verifyRecord(record.app)).seal)!;
    await store.append([fact(TWO, ...testEvents(TWO, 8, 9))]);
    expect((await verifyRecord(record.app, { earlier })).faults).toEqual([]);
  });

  it('leaps over a large hole', async () => {
    await tamper('update record.events set position = position + 1000000 where position > 5');
    const { events, faults } = await verifyRecord(record.app);
    expect(events).toBe(10);
    expect(faults.map(({ kind }) => kind)).toEqual(['position-missing']);
  });

  it('lists a hundred faults and says that there are more', async () => {
    await store.append([fact(ONE, ...testEvents(ONE, 5, 205))]);
    await tamper("update record.events set type = 'Other'");
    expect(await verifyRecord(record.app)).toMatchObject({ faults: { length: 100 }, isTruncated: true });
  });

  it('a checkpoint shows that the record was restored to an earlier state, and that it went on differently', async () => {
    const early = await store.head();
    await store.append([fact(ONE, ...testEvents(ONE, 5, 6))]);
    const late = await store.head();
    await tamper(`delete from record.events where position > ${early.position}`);
    await expect(store.verify(early)).resolves.toBeUndefined();
    await expect(store.verify(late)).rejects.toThrow(/holds no event.*restored to an earlier state/);
    await store.append([fact(TWO, testEvent(TWO, 7), testEvent(TWO, 8))]);
    await expect(store.verify(late)).rejects.toThrow(CheckpointMismatch);
    expect((await verifyRecord(record.app)).faults).toEqual([]);
  });
});
