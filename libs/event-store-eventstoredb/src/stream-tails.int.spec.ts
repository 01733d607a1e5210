import { fact, testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { createTestRecord, type TestRecord } from './testing';

const STREAM = 'deal-crm:1';

describe('what is remembered of streams', () => {
  let record: TestRecord;
  beforeEach(async () => void (record = await createTestRecord()));
  afterEach(() => record.drop());

  const readsOf = (stream: string): number => record.server.counts.streamReads.get(`gemba.${stream}`) ?? 0;

  it('spares facts a read of their stream, new or known', async () => {
    const store = record.open();
    for (let n = 1; n <= 20; n++) await store.append([fact(STREAM, testEvent(STREAM, n))]);
    expect(await store.append([fact(STREAM, testEvent(STREAM, 7))])).toEqual([{ status: 'duplicate' }]);
    expect([readsOf(STREAM), record.server.log.stream(`gemba.${STREAM}`).length]).toEqual([0, 20]);
  });

  it('is taken from a read that a decision made, and spares its append another', async () => {
    await record.open().append([fact(STREAM, ...testEvents(STREAM, 1, 3))]);
    const store = record.open();
    await store.readStream(STREAM);
    const before = readsOf(STREAM);
    await store.append([{ stream: STREAM, expected: 2, events: [testEvent(STREAM, 4)] }]);
    expect(readsOf(STREAM)).toBe(before);
  });

  it('costs one read for a stream that others have made', async () => {
    await record.open().append([fact(STREAM, ...testEvents(STREAM, 1, 3))]);
    const store = record.open();
    expect(await store.append([fact(STREAM, ...testEvents(STREAM, 2, 4))])).toMatchObject([{ firstVersion: 3 }]);
    expect(readsOf(STREAM)).toBe(1);
    await store.append([fact(STREAM, testEvent(STREAM, 5))]);
    expect(readsOf(STREAM)).toBe(1);
  });

  it('is bounded: a stream that was let go is read again, and nothing is recorded twice', async () => {
    const store = record.open({ tailEventsMax: 4 });
    const streams = ['deal-crm:1', 'deal-crm:2', 'deal-crm:3'];
    for (const stream of streams) await store.append([fact(stream, ...testEvents(stream, 1, 3))]);
    for (const stream of streams) {
      expect(await store.append([fact(stream, ...testEvents(stream, 1, 4))])).toMatchObject([
        { status: 'appended', firstVersion: 3, lastVersion: 3 },
      ]);
    }
    expect(streams.map((stream) => record.server.log.stream(`gemba.${stream}`).length)).toEqual([4, 4, 4]);
    expect(readsOf('deal-crm:1')).toBe(1);
  });

  it('is forgotten when the server was away: it may have come back as an older one', async () => {
    const store = record.open();
    await store.append([fact(STREAM, testEvent(STREAM, 1))]);
    const kept = record.server.log.events.length;
    await store.append([fact(STREAM, testEvent(STREAM, 2))]);
    while (record.server.counts.subscriptions === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    record.server.goDown();
    await expect(store.append([fact('deal-crm:2', testEvent('deal-crm:2', 1))])).rejects.toThrow(/cannot be reached/);
    record.server.log.restore(kept);
    record.server.comeUp();
    const again = (): Promise<unknown> => store.append([fact(STREAM, testEvent(STREAM, 2))]);
    expect(await again().catch(again)).toMatchObject([{ status: 'appended', firstVersion: 1 }]);
  });
});
