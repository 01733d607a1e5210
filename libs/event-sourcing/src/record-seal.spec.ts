import { type RecordedEvent } from './event';
import { digestOf } from './identity';
import { InMemoryEventStore } from './in-memory-event-store';
import { InMemoryRecord } from './in-memory-record';
import { parseSeal, sealText } from './record-seal';
import { verifyByReading } from './record-verification';
import { fact, testEvents } from './testing';

const clock = (): string => '2026-03-02T09:00:00.000000Z';

const aRecord = async (incarnation = 'r-1') => {
  const store = new InMemoryEventStore(new InMemoryRecord(clock, incarnation));
  await store.append(['deal-1', 'deal-2'].map((stream) => fact(stream, ...testEvents(stream, 1, 3))));
  return store;
};

/** The record as a reader finds it after somebody with all rights was at it, who knows how digests are made. */
const forged = (store: InMemoryEventStore, forge: (events: readonly RecordedEvent[]) => readonly RecordedEvent[]) => ({
  head: () => store.head(),
  readAll: async (after: bigint) => forge(await store.readAll(0n, 1_000)).filter(({ position }) => position > after),
});

const withDigest = (event: RecordedEvent): RecordedEvent => ({
  ...event,
  digest: digestOf(event.type, event.data, event.metadata),
});

const changeThird = (change: (event: RecordedEvent) => RecordedEvent) => (events: readonly RecordedEvent[]) =>
  events.map((event) => (event.position === 3n ? withDigest(change(event)) : event));

describe('a seal', () => {
  it('is short text that is read back', async () => {
    const { seal } = await verifyByReading(await aRecord());
    expect(seal).toMatch(/^gemba-seal:v1:r-1:6:[0-9a-f]{64}$/);
    expect(sealText(parseSeal(` ${seal}\n`)!)).toBe(seal);
    expect(['', 'gemba-seal:v2:r:1:00', seal.slice(0, -1), `${seal}0`].map(parseSeal)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('holds for the record it was made of, also when that has grown', async () => {
    const store = await aRecord();
    const empty = (await verifyByReading(new InMemoryEventStore(new InMemoryRecord(clock, 'r-1')))).seal;
    const { seal } = await verifyByReading(store);
    await store.append([fact('deal-3', ...testEvents('deal-3', 1, 2))]);
    for (const earlier of [seal, empty]) {
      const grown = await verifyByReading(store, { earlier: parseSeal(earlier)! });
      expect([grown.faults, grown.seal === earlier]).toEqual([[], false]);
    }
  });

  it.each<[string, (events: readonly RecordedEvent[]) => readonly RecordedEvent[], RegExp]>([
    [
      'changed data',
      changeThird((event) => ({ ...event, data: { n: 99 } })),
      /up to position 6 is not what was sealed/,
    ],
    [
      'a changed sequence, which no digest holds',
      changeThird((event) => ({ ...event, metadata: { ...event.metadata, sourceSequence: '7' } })),
      /not what was sealed/,
    ],
    [
      'a later time of recording',
      (events) => events.map((event) => ({ ...event, recordedAt: `${clock().slice(0, -2)}1Z` })),
      /not what was sealed/,
    ],
    [
      'two events that changed streams',
      (events) => events.map((event) => ({ ...event, stream: event.stream === 'deal-1' ? 'deal-2' : 'deal-1' })),
      /not what was sealed/,
    ],
    ['an end that is gone', (events) => events.slice(0, 5), /ends at position 5; it was sealed at 6: its end is gone/],
    [
      'an end that is gone with the whole of its stream, and that others took the place of',
      (events) => events.map((event) => (event.stream === 'deal-1' ? event : { ...event, stream: 'deal-9' })),
      /not what was sealed/,
    ],
  ])('shows %s, though every digest fits', async (_, forge, expected) => {
    const store = await aRecord();
    const { seal } = await verifyByReading(store);
    const { faults } = await verifyByReading(forged(store, forge), { earlier: parseSeal(seal)! });
    expect(faults).toEqual([{ kind: 'seal-differs', message: expect.stringMatching(expected) }]);
  });

  it('is of one record: another one, with the same events, is told apart', async () => {
    const { seal } = await verifyByReading(await aRecord());
    const { faults } = await verifyByReading(await aRecord('r-2'), { earlier: parseSeal(seal)! });
    expect(faults).toMatchObject([{ kind: 'seal-differs', message: expect.stringMatching(/of record r-1, this is/) }]);
  });
});
