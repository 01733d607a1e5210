import { type EventStore, EventStoreUnavailable } from '../event-store';
import { type Position, type RecordedEvent } from '../event';
import { type ContractBench } from './record-under-test';
import { fact, testEvent, testEvents } from './test-events';

/** Takes pages until `count` events have come. */
const take = async (
  store: EventStore,
  after: Position,
  count: number,
  pageSize?: number,
): Promise<RecordedEvent[][]> => {
  const enough = new AbortController();
  const pages: RecordedEvent[][] = [];
  for await (const page of store.subscribe(after, enough.signal, pageSize)) {
    pages.push(page);
    if (pages.flat().length >= count) break;
  }
  enough.abort();
  return pages;
};

export const describeSubscribing = (bench: ContractBench): void => {
  describe('a subscription', () => {
    it('catches up in pages that are full and never empty', async () => {
      const { position } = await bench.store.head();
      const stream = bench.freshStream();
      await bench.store.append([fact(stream, ...testEvents(stream, 1, 25))]);
      const pages = await take(bench.other, position, 25, 10);
      expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
      expect(pages.flat()).toEqual(await bench.store.readAll(position, 25));
    });

    it('goes on with what comes, from this process and from others', async () => {
      const { position } = await bench.store.head();
      const stream = bench.freshStream();
      const taken = take(bench.store, position, 4, 1);
      for (let n = 1; n <= 4; n++) {
        await (n % 2 === 0 ? bench.store : bench.other).append([fact(stream, testEvent(stream, n))]);
      }
      expect((await taken).flat().map(({ data }) => data['n'])).toEqual([1, 2, 3, 4]);
    });

    it('gives several subscribers the same, each from its own place', async () => {
      const { position } = await bench.store.head();
      const stream = bench.freshStream();
      await bench.store.append([fact(stream, ...testEvents(stream, 1, 6))]);
      const [all, late] = await Promise.all([take(bench.store, position, 6), take(bench.other, position, 6, 4)]);
      expect(all.flat()).toEqual(late.flat());
    });

    it('never skips and never repeats while many write', async () => {
      const { position } = await bench.store.head();
      const streams = Array.from({ length: 8 }, () => bench.freshStream());
      const taken = take(bench.other, position, 400, 17);
      const write = async (stream: string, store: EventStore): Promise<void> => {
        for (let n = 1; n <= 50; n++) await store.append([fact(stream, testEvent(stream, n))]);
      };
      await Promise.all(streams.map((stream, index) => write(stream, index % 2 === 0 ? bench.store : bench.other)));
      const seen = (await taken).flat();
      expect(seen).toEqual(await bench.store.readAll(position, 1_000));
      expect(seen).toHaveLength(400);
    });

    it('reads nothing before it is asked, and waits for whoever is slow', async () => {
      const { position } = await bench.store.head();
      const stream = bench.freshStream();
      const stop = new AbortController();
      const pages = bench.store.subscribe(position, stop.signal, 2)[Symbol.asyncIterator]();
      await bench.store.append([fact(stream, ...testEvents(stream, 1, 3))]);
      expect((await pages.next()).value).toHaveLength(2);
      await bench.store.append([fact(stream, ...testEvents(stream, 4, 9))]);
      const rest: RecordedEvent[] = [];
      while (rest.length < 7) rest.push(...((await pages.next()).value as RecordedEvent[]));
      expect(rest.map(({ data }) => data['n'])).toEqual([3, 4, 5, 6, 7, 8, 9]);
      stop.abort();
      expect(await pages.next()).toEqual({ done: true, value: undefined });
    });

    it('ends when its signal aborts, while it waits or before it began', async () => {
      const { position } = await bench.store.head();
      const stop = new AbortController();
      const waiting = bench.store.subscribe(position, stop.signal)[Symbol.asyncIterator]().next();
      stop.abort();
      expect(await waiting).toEqual({ done: true, value: undefined });
      const late = bench.store.subscribe(position, stop.signal)[Symbol.asyncIterator]().next();
      expect(await late).toEqual({ done: true, value: undefined });
    });

    it('ends when its store closes, which from then on refuses to append', async () => {
      const { position } = await bench.store.head();
      const never = new AbortController();
      const waiting = bench.closable.subscribe(position, never.signal)[Symbol.asyncIterator]().next();
      await bench.closable.close();
      expect(await waiting).toEqual({ done: true, value: undefined });
      const stream = bench.freshStream();
      const late = bench.closable.append([fact(stream, testEvent(stream, 1))]);
      await expect(late).rejects.toThrow(EventStoreUnavailable);
    });
  });
};
