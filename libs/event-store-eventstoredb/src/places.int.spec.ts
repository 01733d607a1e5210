import { type Checkpoint, CheckpointMismatch } from '@gemba/event-sourcing';
import { fact, testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { createTestRecord, recordNameOfItsOwn, type TestRecord } from './testing';

const STREAM = 'deal-crm:1';

describe('a record on a server', () => {
  let record: TestRecord;
  beforeEach(async () => void (record = await createTestRecord()));
  afterEach(() => record.drop());

  it('has one id, whoever comes first, and keeps it over restarts of everybody', async () => {
    const heads = await Promise.all([record.open(), record.open(), record.open()].map((store) => store.head()));
    const late = await record.open().head();
    expect(new Set([...heads, late].map(({ incarnation }) => incarnation)).size).toBe(1);
    expect(record.server.log.stream('gemba!incarnation')).toHaveLength(1);
  });

  it('shares it with others, and none sees anything of another', async () => {
    const [one, two] = [recordNameOfItsOwn(), recordNameOfItsOwn()].map((name) => record.open({ record: name }));
    await one!.append([fact(STREAM, ...testEvents(STREAM, 1, 3))]);
    await two!.append([fact(STREAM, testEvent(STREAM, 9))]);
    expect((await one!.readAll(0n, 10)).map(({ data }) => data['n'])).toEqual([1, 2, 3]);
    expect((await two!.readAll(0n, 10)).map(({ data }) => data['n'])).toEqual([9]);
    await expect(two!.verify(await one!.head())).rejects.toThrow(/taken from record/);
  });

  it('knows a checkpoint no more once it was restored to before it, and grew again', async () => {
    const store = record.open();
    await store.append([fact(STREAM, testEvent(STREAM, 1))]);
    const early = await store.head();
    const kept = record.server.log.events.length;
    await store.append([fact(STREAM, testEvent(STREAM, 2))]);
    const late = await store.head();
    record.server.goDown();
    record.server.log.restore(kept);
    record.server.comeUp();
    const after = record.open();
    await expect(after.verify(early)).resolves.toBeUndefined();
    await expect(after.verify(late)).rejects.toThrow(CheckpointMismatch);
    // Another event at the very same place, and one whose end is where the old one began to be read.
    await after.append([fact(STREAM, testEvent(STREAM, 3))]);
    await expect(after.verify(late)).rejects.toThrow(/restored to an earlier state/);
    const inTheMiddle: Checkpoint = { ...late, position: late.position + 8n };
    await expect(after.verify(inTheMiddle)).rejects.toThrow(CheckpointMismatch);
    await expect(after.readAll(inTheMiddle.position, 1)).rejects.toThrow(CheckpointMismatch);
  });

  it('says so when somebody else has written into it', async () => {
    const store = record.open();
    await store.append([fact(STREAM, testEvent(STREAM, 1))]);
    record.server.writeElsewhere(`gemba.${STREAM}`);
    await expect(store.readStream(STREAM)).rejects.toThrow(/was not written by Gemba/);
    await expect(store.readAll(0n, 10)).rejects.toMatchObject({ code: 'foreign-event' });
  });

  it('is reached with a user and a password as well, and over a list of nodes', async () => {
    const { host, port } = record.server.leader;
    const store = new EventStoreDbEventStore(`esdb://admin:changeit@${host}:${port}?tls=false`);
    expect(await store.append([fact(STREAM, testEvent(STREAM, 1))])).toMatchObject([{ status: 'appended' }]);
    await store.close();
  });
});
