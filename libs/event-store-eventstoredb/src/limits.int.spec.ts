import { fact, testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { createTestRecord, type TestRecord } from './testing';

const MIB = 1024 * 1024;
const large = (stream: string, n: number, bytes: number) => testEvent(stream, n, { n, text: 'x'.repeat(bytes) });

describe('what EventStoreDB cannot hold', () => {
  let record: TestRecord;
  beforeEach(async () => {
    record = await createTestRecord();
    record.server.faults.appendBytesMax = MIB;
  });
  afterEach(() => record.drop());

  it('is refused alone when it stands among facts of its stream, and all others are recorded', async () => {
    const store = record.open({ callCharactersMax: 64 * MIB });
    const stream = 'deal-crm:1';
    const writes = Array.from({ length: 40 }, (_, n) => fact(stream, large(stream, n, n === 17 ? 2 * MIB : 1_000)));
    const outcomes = await store.append(writes);
    expect(outcomes[17]).toEqual({
      status: 'unstorable',
      eventId: writes[17]!.events[0]!.eventId,
      reason: expect.stringMatching(/more than EventStoreDB takes in one append.*1048576.*MaxAppendSize/),
    });
    expect(outcomes.filter(({ status }) => status === 'appended')).toHaveLength(39);
    expect((await store.readStream(stream)).map(({ data }) => data['n'])).toEqual(
      Array.from({ length: 40 }, (_, n) => n).filter((n) => n !== 17),
    );
  });

  it('is taken in several calls where it is several writes', async () => {
    const store = record.open({ callCharactersMax: 64 * MIB });
    const stream = 'deal-crm:1';
    const writes = Array.from({ length: 12 }, (_, n) => fact(stream, large(stream, n, MIB / 4)));
    const outcomes = await store.append(writes);
    expect(outcomes.map((outcome) => outcome.status === 'appended' && outcome.firstVersion)).toEqual(
      Array.from({ length: 12 }, (_, n) => n),
    );
    const events = await store.readStream(stream);
    expect(outcomes.map((outcome) => outcome.status === 'appended' && outcome.position)).toEqual(
      events.map(({ position }) => position),
    );
  });

  it('is a write that is too large as a whole, though each of its events is not', async () => {
    const store = record.open();
    const [stream, other] = ['deal-crm:1', 'deal-crm:2'];
    const events = testEvents(stream, 1, 5).map((_, n) => large(stream, n, n === 2 ? MIB / 2 : MIB / 4));
    expect(await store.append([fact(stream, ...events), fact(other, testEvent(other, 1))])).toMatchObject([
      { status: 'unstorable', eventId: events[2]!.eventId },
      { status: 'appended' },
    ]);
    expect(await store.readStream(stream)).toEqual([]);
  });

  it('is an event beyond the largest message that the server reads, whatever it may append', async () => {
    record.server.faults.appendBytesMax = 100 * MIB;
    const store = record.open();
    const [stream, other] = ['deal-crm:1', 'deal-crm:2'];
    const outcomes = await store.append([fact(stream, large(stream, 1, 17 * MIB)), fact(other, testEvent(other, 1))]);
    expect(outcomes).toMatchObject([{ status: 'unstorable' }, { status: 'appended' }]);
  });

  it('is a type that the server keeps for itself', async () => {
    const store = record.open();
    const stream = 'deal-crm:1';
    const typed = (n: number, type: string) => fact(stream, { ...testEvent(stream, n), type });
    expect(await store.append([typed(1, '$>'), typed(2, ''), typed(3, 'Paid$')])).toMatchObject([
      { status: 'unstorable', reason: expect.stringMatching(/^type: /) },
      { status: 'unstorable', reason: expect.stringMatching(/^type: /) },
      { status: 'appended', firstVersion: 0 },
    ]);
  });

  it('is anything in a stream that somebody has deleted for good', async () => {
    const store = record.open();
    const [stream, other] = ['deal-crm:1', 'deal-crm:2'];
    await store.append([fact(stream, testEvent(stream, 1))]);
    record.server.log.tombstone(`gemba.${stream}`);
    const command = { stream, expected: 0, events: [testEvent(stream, 2)] };
    for (const again of [store, record.open()]) {
      expect(
        await again.append([fact(stream, testEvent(stream, 2)), command, fact(other, testEvent(other, 1))]),
      ).toMatchObject([
        { status: 'unstorable', reason: expect.stringMatching(/was deleted/) },
        { status: 'unstorable', reason: expect.stringMatching(/was deleted/) },
        { status: expect.stringMatching(/appended|duplicate/) },
      ]);
    }
    await expect(store.readStream(stream)).rejects.toThrow(/was deleted in EventStoreDB/);
  });
});
