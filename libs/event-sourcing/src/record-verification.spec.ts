import { type RecordedEvent } from './event';
import { correctionIdOf, digestOf } from './identity';
import { InMemoryEventStore } from './in-memory-event-store';
import { RECORD_FAULTS_MAX, verifyByReading } from './record-verification';
import { fact, testEvents } from './testing';

const aRecord = async () => {
  let seconds = 0;
  const store = new InMemoryEventStore(() => `2026-03-02T09:00:${String(seconds++).padStart(2, '0')}.000000Z`);
  await store.append(['deal-1', 'deal-2'].map((stream) => fact(stream, ...testEvents(stream, 1, 3))));
  return store;
};

/** The record as a reader finds it after somebody was at it. */
const spoilt = (store: InMemoryEventStore, spoil: (event: RecordedEvent) => RecordedEvent | null) => ({
  head: () => store.head(),
  readAll: async (after: bigint, limit: number) =>
    (await store.readAll(after, limit)).map(spoil).filter((event) => event !== null),
});

const faultsOf = async (spoil: (event: RecordedEvent) => RecordedEvent | null) =>
  (await verifyByReading(spoilt(await aRecord(), spoil))).faults;

describe('a record that is read through', () => {
  it('is found as it was appended, and counted', async () => {
    const progress: number[] = [];
    expect(await verifyByReading(await aRecord(), { onProgress: (events) => progress.push(events) })).toEqual({
      events: 6,
      streams: 2,
      faults: [],
      isTruncated: false,
      notChecked: [expect.stringMatching(/gone as a whole/)],
      seal: expect.stringMatching(/^gemba-seal:v1:in-memory:6:/),
    });
    expect(progress).toEqual([6]);
  });

  it('shows an event that was changed', async () => {
    const faults = await faultsOf((event) => (event.position === 2n ? { ...event, data: { n: 99 } } : event));
    expect(faults).toEqual([
      { kind: 'digest-differs', message: expect.stringMatching(/Position 2 \(deal-1, version 1, .*was changed/) },
    ]);
  });

  it('shows an id that what the source said does not give, but for a correction of it', async () => {
    const eventId = '00000000-0000-5000-8000-000000000000';
    expect(await faultsOf((event) => (event.position === 2n ? { ...event, eventId } : event))).toEqual([
      {
        kind: 'event-id-differs',
        message: expect.stringMatching(/Position 2 .* has an id that test and its deal-1\/2/),
      },
    ]);
    const corrected = (event: RecordedEvent): RecordedEvent => {
      const data = { correctsEventId: event.eventId, mappingVersion: 2 };
      const digest = digestOf(event.type, data, event.metadata);
      return { ...event, data, digest, eventId: correctionIdOf(event.eventId, 2) };
    };
    expect(await faultsOf((event) => (event.position === 2n ? corrected(event) : event))).toEqual([]);
  });

  it('shows where an event of a stream is gone, and one that came twice', async () => {
    expect(await faultsOf((event) => (event.position === 2n ? null : event))).toEqual([
      { kind: 'version-gap', message: expect.stringMatching(/deal-1, version 2, .* should have version 1/) },
    ]);
    expect(await faultsOf((event) => (event.position === 6n ? { ...event, version: 1 } : event))).toEqual([
      { kind: 'version-out-of-order', message: expect.stringMatching(/deal-2, version 1, .* should have version 2/) },
    ]);
  });

  it('shows a time that falls', async () => {
    const faults = await faultsOf((event) =>
      event.position === 5n ? { ...event, recordedAt: '2026-03-02T08:00:00.000000Z' } : event,
    );
    expect(faults.map(({ kind }) => kind)).toEqual(['recorded-at-falls']);
  });

  it('lists so many faults and no more', async () => {
    const store = new InMemoryEventStore(() => '2026-03-02T09:00:00.000000Z');
    await store.append([fact('deal-1', ...testEvents('deal-1', 1, RECORD_FAULTS_MAX + 5))]);
    const { faults, isTruncated } = await verifyByReading(spoilt(store, (event) => ({ ...event, type: 'Another' })));
    expect([faults.length, isTruncated]).toEqual([RECORD_FAULTS_MAX, true]);
  });
});
