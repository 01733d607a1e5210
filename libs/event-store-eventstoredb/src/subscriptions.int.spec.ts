import { type EventStore, type Position, type RecordedEvent, START } from '@gemba/event-sourcing';
import { fact, testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { createTestRecord, type TestRecord } from './testing';

const STREAM = 'deal-crm:1';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a subscription', () => {
  let record: TestRecord;
  let stop: AbortController;
  beforeEach(async () => {
    record = await createTestRecord(3);
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await record.drop();
  });

  const pagesOf = (store: EventStore, after: Position = START, pageSize?: number): AsyncIterator<RecordedEvent[]> =>
    store.subscribe(after, stop.signal, pageSize)[Symbol.asyncIterator]();

  /** Takes until `count` events have come; says their numbers in the order in which they came. */
  const take = async (pages: AsyncIterator<RecordedEvent[]>, count: number): Promise<unknown[]> => {
    const numbers: unknown[] = [];
    while (numbers.length < count)
      numbers.push(...((await pages.next()).value as RecordedEvent[]).map(({ data }) => data['n']));
    return numbers;
  };

  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

  /** The connection breaks, or somebody else leads, again and again while it writes. */
  const writeThrough = async (store: EventStore, count: number, disturb: (n: number) => void): Promise<void> => {
    for (let n = 1; n <= count; n++) {
      const write = () => store.append([fact(STREAM, testEvent(STREAM, n))]);
      if (n % 10 === 0) disturb(n);
      for (let isDone = false; !isDone;)
        isDone = await write().then(
          () => true,
          () => pause(20).then(() => false),
        );
    }
  };

  it.each<[string, (n: number) => void]>([
    ['its connection breaks off', () => record.server.breakConnections()],
    ['another node leads and the old one stays', () => record.server.failOver('stays')],
    [
      'the leader dies and another takes over',
      () => {
        record.server.comeUp();
        record.server.failOver('goes-down');
      },
    ],
  ])('neither skips nor repeats an event when %s, again and again', async (_, disturb) => {
    const [writer, reader] = [record.open(), record.open()];
    const pages = pagesOf(reader, START, 7);
    const taken = take(pages, 60);
    await writeThrough(writer, 60, disturb);
    expect(await taken).toEqual(upTo(60));
  });

  it('breaks off in the middle of what was sent already, and goes on where its reader stands', async () => {
    const store = record.open();
    await store.append([fact(STREAM, ...testEvents(STREAM, 1, 300))]);
    const pages = pagesOf(record.open(), START, 10);
    const numbers: unknown[] = [];
    for (let page = 0; page < 30; page++) {
      numbers.push(...(await take(pages, 10)));
      if (page % 5 === 2) record.server.breakConnections();
    }
    expect(numbers).toEqual(upTo(300));
  });

  it('is made anew when it says nothing although the record grows', async () => {
    const store = record.open();
    await store.append([fact(STREAM, testEvent(STREAM, 1))]);
    const pages = pagesOf(record.open({ silenceMs: 100 }));
    expect(await take(pages, 1)).toEqual([1]);
    record.server.faults.areSubscriptionsMute = true;
    await store.append([fact(STREAM, testEvent(STREAM, 2))]);
    const next = take(pages, 2);
    while (record.server.counts.subscriptions < 4) await pause(5);
    record.server.faults.areSubscriptionsMute = false;
    await store.append([fact(STREAM, testEvent(STREAM, 3))]);
    expect(await next).toEqual([2, 3]);
  });

  it('is left alone when it says nothing because there is nothing', async () => {
    const store = record.open();
    await store.append([fact(STREAM, testEvent(STREAM, 1))]);
    const pages = pagesOf(record.open({ silenceMs: 20 }));
    expect(await take(pages, 1)).toEqual([1]);
    const { subscriptions, allReads } = record.server.counts;
    const next = take(pages, 1);
    while (record.server.counts.allReads < allReads + 5) await pause(5);
    expect(record.server.counts.subscriptions).toBe(subscriptions);
    await store.append([fact(STREAM, testEvent(STREAM, 2))]);
    expect(await next).toEqual([2]);
  });

  it('keeps the server waiting while its reader is slow, and holds little of what is to come', async () => {
    const store = record.open();
    const text = 'x'.repeat(2_000);
    const count = 3_000;
    await store.append([fact(STREAM, ...upTo(count).map((n) => testEvent(STREAM, n, { n, text })))]);
    const { counts } = record.server;
    const pages = pagesOf(record.open(), START, 100);
    expect(await take(pages, 100)).toEqual(upTo(100));
    while (counts.readersAwaited === 0) await pause(5);
    expect(counts.eventsPushed).toBeLessThan(count / 2);
    expect(await take(pages, count - 100)).toEqual(upTo(count).slice(100));
  });

  it('sees nothing of the server and of others, however much of it stands between', async () => {
    const store = record.open();
    for (let n = 1; n <= 5; n++) {
      record.server.writeElsewhere('deal-crm:1', 700);
      record.server.writeElsewhere('gembaX.deal-crm:1', 3);
      await store.append([fact(STREAM, testEvent(STREAM, n))]);
      record.server.writeElsewhere('$stats-127.0.0.1:2113', 700);
    }
    const all = await store.readAll(START, 100);
    expect(all.map(({ data }) => data['n'])).toEqual(upTo(5));
    for (const [index, { position }] of all.entries()) {
      expect((await store.readAll(position, 2)).map(({ data }) => data['n'])).toEqual(
        upTo(5).slice(index + 1, index + 3),
      );
    }
    const pages = pagesOf(record.open());
    expect(await take(pages, 5)).toEqual(upTo(5));
    const next = take(pages, 1);
    record.server.writeElsewhere('$stats-127.0.0.1:2113', 1_200);
    await store.append([fact(STREAM, testEvent(STREAM, 6))]);
    expect(await next).toEqual([6]);
  });

  it('comes to an end of what is there also where the server does not tell it', async () => {
    record.server.faults.tellsCaughtUp = false;
    const store = record.open();
    await store.append([fact(STREAM, ...testEvents(STREAM, 1, 5))]);
    expect(await take(pagesOf(record.open(), START, 100), 5)).toEqual(upTo(5));
  });

  it('begins before an event as well as behind one', async () => {
    const store = record.open();
    await store.append([fact(STREAM, ...testEvents(STREAM, 1, 5))]);
    const third = (await store.readStream(STREAM))[2]!;
    expect(await take(pagesOf(store, third.position), 2)).toEqual([4, 5]);
    const pages = pagesOf(store, third.position - 1n, 2);
    expect(await take(pages, 3)).toEqual([3, 4, 5]);
    await store.append([fact(STREAM, testEvent(STREAM, 6))]);
    expect(await take(pages, 1)).toEqual([6]);
  });

  it('refuses to begin where no event of the record stands', async () => {
    const store = record.open();
    await store.append([fact(STREAM, testEvent(STREAM, 1))]);
    const [event] = await store.readStream(STREAM);
    await expect(pagesOf(store, event!.position + 222n).next()).rejects.toMatchObject({ code: 'checkpoint-mismatch' });
  });

  it('refuses to go on over a record that came back as an older one', async () => {
    const [writer, reader] = [record.open(), record.open()];
    await writer.append([fact(STREAM, testEvent(STREAM, 1))]);
    const kept = record.server.log.events.length;
    await writer.append([fact(STREAM, testEvent(STREAM, 2))]);
    const pages = pagesOf(reader);
    expect(await take(pages, 2)).toEqual([1, 2]);
    const next = pages.next();
    record.server.goDown();
    record.server.log.restore(kept);
    record.server.comeUp();
    await expect(next).rejects.toMatchObject({ code: 'checkpoint-mismatch' });
  });

  it('waits for a server that is not there yet', async () => {
    record.server.goDown();
    const [writer, reader] = [record.open(), record.open()];
    const taken = take(pagesOf(reader), 1);
    await pause(50);
    record.server.comeUp();
    const write = (): Promise<unknown> => writer.append([fact(STREAM, testEvent(STREAM, 1))]);
    await write().catch(write);
    expect(await taken).toEqual([1]);
  });
});
