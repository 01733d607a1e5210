import { type NewEvent } from '../event';
import { type StreamWrite } from '../event-store';
import { type JsonObject } from '../json';
import { type ContractBench } from './record-under-test';
import { fact, testEvent } from './test-events';

const withData = (event: NewEvent, data: JsonObject): NewEvent => ({ ...event, data });
const withActor = (event: NewEvent, actorId: string): NewEvent => ({
  ...event,
  metadata: { ...event.metadata, actorId },
});

export const describeNeighbours = (bench: ContractBench): void => {
  describe('a write that fails', () => {
    const unstorable: [string, (event: NewEvent) => NewEvent][] = [
      ['a NUL character', (event) => withData(event, { text: 'a\u0000b' })],
      ['a NUL character deep inside', (event) => withData(event, { list: [{ deep: ['\u0000'] }] })],
      ['a NUL character in a name', (event) => withData(event, { 'na\u0000me': 1 })],
      ['a NUL character in its metadata', (event) => withActor(event, '\u0000')],
      ['a NUL character in its type', (event) => ({ ...event, type: 'Note\u0000Taken' })],
      ['a lone high surrogate', (event) => withData(event, { text: '\ud83d' })],
      ['a lone low surrogate', (event) => withData(event, { text: 'x\ude00y' })],
      ['an id that is no UUID', (event) => ({ ...event, eventId: 'not-a-uuid' })],
      ['a digest that is none', (event) => ({ ...event, digest: 'abc' })],
    ];

    it.each(unstorable)('holding %s is refused with its reason, and every neighbour is recorded', async (_, spoil) => {
      const streams = [bench.freshStream(), bench.freshStream(), bench.freshStream()] as const;
      const poison = spoil(testEvent(streams[1], 1));
      const outcomes = await bench.store.append([
        fact(streams[0], testEvent(streams[0], 1)),
        fact(streams[1], testEvent(streams[1], 2), poison),
        fact(streams[2], testEvent(streams[2], 1)),
      ]);
      expect(outcomes).toMatchObject([
        { status: 'appended', firstVersion: 0 },
        { status: 'unstorable', eventId: poison.eventId, reason: expect.stringMatching(/./) },
        { status: 'appended', firstVersion: 0 },
      ]);
      expect(await bench.store.readStream(streams[1])).toEqual([]);
    });

    it.each([
      ['empty', ''],
      ['holding a NUL character', 'deal-\u0000'],
      ['holding a lone surrogate', 'deal-\udc00'],
      ['longer than an index can hold', `deal-${'x'.repeat(3_000)}`],
    ])('names a stream that is %s, and every neighbour is recorded', async (_, name) => {
      const stream = bench.freshStream();
      const outcomes = await bench.store.append([fact(name, testEvent('x', 1)), fact(stream, testEvent(stream, 1))]);
      expect(outcomes).toMatchObject([{ status: 'unstorable' }, { status: 'appended' }]);
    });

    it('touches no neighbour in a group with one stream named twice, a conflict, a reused id and a duplicate', async () => {
      const [busy, known, fresh] = [bench.freshStream(), bench.freshStream(), bench.freshStream()];
      const first = testEvent(known, 1);
      await bench.store.append([fact(known, first)]);
      const writes: StreamWrite[] = [
        fact(busy, testEvent(busy, 1)),
        { stream: known, expected: 'none', events: [testEvent(known, 2)] },
        fact(busy, testEvent(busy, 2)),
        fact(known, { ...first, digest: '0'.repeat(64) }),
        fact(known, first),
        fact(fresh, withData(testEvent(fresh, 1), { text: '\u0000' })),
        fact(fresh, testEvent(fresh, 2)),
        fact(busy, testEvent(busy, 3)),
      ];
      expect(await bench.store.append(writes)).toMatchObject([
        { status: 'appended', firstVersion: 0 },
        { status: 'conflict', currentVersion: 0 },
        { status: 'appended', firstVersion: 1 },
        { status: 'id-reused', eventId: first.eventId },
        { status: 'duplicate' },
        { status: 'unstorable' },
        { status: 'appended', firstVersion: 0 },
        { status: 'appended', firstVersion: 2 },
      ]);
    });

    it('touches no neighbour of another caller', async () => {
      const streams = Array.from({ length: 40 }, () => bench.freshStream());
      const outcomes = await Promise.all(
        streams.map((stream, index) => {
          const event = testEvent(stream, 1);
          if (index % 4 === 1) return bench.store.append([{ stream, expected: 3, events: [event] }]);
          if (index % 4 === 2) return bench.store.append([fact(stream, withData(event, { text: '\ud800' }))]);
          return bench.store.append([fact(stream, event)]);
        }),
      );
      const expected = ['appended', 'conflict', 'unstorable', 'appended'];
      expect(outcomes.map(([outcome]) => outcome!.status)).toEqual(streams.map((_, index) => expected[index % 4]));
    });
  });
};
