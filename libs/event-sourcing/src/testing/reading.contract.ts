import { type EventStore } from '../event-store';
import { type Position, type RecordedEvent } from '../event';
import { isCanonicalInstant } from '../instant';
import { type ContractBench } from './record-under-test';
import { fact, testEvent, testEvents } from './test-events';

const readInPages = async (store: EventStore, after: Position, limit: number): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (let page = await store.readAll(after, limit); page.length > 0;) {
    events.push(...page);
    page = await store.readAll(page.at(-1)!.position, limit);
  }
  return events;
};

export const describeReading = (bench: ContractBench): void => {
  describe('reading', () => {
    it('gives back every field as it was sent, and where and when it was recorded', async () => {
      const stream = bench.freshStream();
      const bare = testEvent(stream, 1);
      const full = {
        ...testEvent(stream, 2, { amount: 12.5, nothing: null, list: [1, 'two', false, { three: 3 }], empty: {} }),
        metadata: {
          schemaVersion: 3,
          occurredAt: '2026-03-02T09:00:00.123456Z',
          timePrecision: 'day' as const,
          source: 'crm',
          sourceEventId: 'history/77',
          sourceSequence: '98765432109876543210',
          actorId: 'crm:rep-1',
          teamId: 'crm:team-1',
          correlationId: 'c-1',
          causationId: 'c-0',
          enteredAt: '2026-03-03T10:00:00.000001Z',
        },
      };
      await bench.store.append([fact(stream, bare, full)]);
      const events = await bench.store.readStream(stream);
      const place = { stream, position: expect.any(BigInt), recordedAt: expect.any(String) };
      expect(events).toEqual([
        { ...bare, ...place, version: 0 },
        { ...full, ...place, version: 1 },
      ]);
      expect(events.every(({ recordedAt }) => isCanonicalInstant(recordedAt))).toBe(true);
      expect(await bench.other.readAll(events[0]!.position - 1n, 2)).toEqual(events);
    });

    it.each([
      ['emoji and joined characters', 'née 👩‍👩‍👧‍👦 e\u0301 🇦🇶'],
      ['the last character of the plane, and noncharacters', '\uffff\ufffe\ufdd0\u{10ffff}'],
      ['controls, quotes, braces and backslashes', '\u0001\u001f\n\r\t"\'\\{},$1\u2028\u2029\u007f'],
      ['what only looks like an escape', '\\u0000 \\ud800 \\\\u0000'],
      ['no character', ''],
      ['a byte order mark', '\ufefftext'],
    ])('gives back %s unchanged, wherever it stands', async (_, text) => {
      const stream = `${bench.freshStream()}-${text.replaceAll('\u0000', '')}`;
      const event = { ...testEvent(stream, 1, { text, [`name ${text}`]: [text] }), type: `T${text}` };
      const marked = { ...event, metadata: { ...event.metadata, actorId: text } };
      await bench.store.append([fact(stream, marked)]);
      expect(await bench.store.readStream(stream)).toMatchObject([{ ...marked, stream }]);
    });

    it('gives back a text of three million characters and a name of a thousand', async () => {
      const stream = `${bench.freshStream()}-${'n'.repeat(900)}`;
      const text = 'gemba-é-'.repeat(375_000);
      await bench.store.append([fact(stream, testEvent(stream, 1, { text }))]);
      const [event] = await bench.store.readStream(stream);
      expect(event!.data['text'] === text).toBe(true);
    });

    it('keeps names that mean something to JavaScript, and leaves out undefined members', async () => {
      const stream = bench.freshStream();
      const data = JSON.parse('{"__proto__": {"a": 1}, "constructor": null, "toString": "x"}') as object;
      await bench.store.append([fact(stream, testEvent(stream, 1, { ...data, gone: undefined }))]);
      const [event] = await bench.store.readStream(stream);
      expect(JSON.stringify(event!.data)).toBe(JSON.stringify(data));
    });

    it('starts a stream at the version asked for, and finds nothing beyond its end or in a stream that is none', async () => {
      const stream = bench.freshStream();
      await bench.store.append([fact(stream, ...testEvents(stream, 1, 5))]);
      expect((await bench.store.readStream(stream, 3)).map(({ version }) => version)).toEqual([3, 4]);
      expect(await bench.store.readStream(stream, 5)).toEqual([]);
      expect(await bench.store.readStream(bench.freshStream())).toEqual([]);
    });

    it('pages through the whole record in order, whatever the size of a page', async () => {
      const { position } = await bench.store.head();
      const streams = [bench.freshStream(), bench.freshStream()];
      for (const stream of streams) await bench.store.append([fact(stream, ...testEvents(stream, 1, 7))]);
      const whole = await bench.other.readAll(position, 1_000);
      expect(whole.map(({ stream, version }) => ({ stream, version }))).toEqual(
        streams.flatMap((stream) => Array.from({ length: 7 }, (_, version) => ({ stream, version }))),
      );
      for (const limit of [1, 3, 7, 14, 15]) expect(await readInPages(bench.store, position, limit)).toEqual(whole);
      expect(await bench.store.readAll(whole.at(-1)!.position, 10)).toEqual([]);
    });

    it('sees what was appended as soon as the append has resolved, from everywhere', async () => {
      const stream = bench.freshStream();
      for (let n = 1; n <= 10; n++) {
        await bench.store.append([fact(stream, testEvent(stream, n))]);
        expect(await bench.other.readStream(stream)).toHaveLength(n);
      }
    });

    it('gives nobody a handle on the record', async () => {
      const stream = bench.freshStream();
      const data = { list: ['as sent'] };
      await bench.store.append([fact(stream, testEvent(stream, 1, data))]);
      data.list[0] = 'changed by the sender';
      const [mine] = await bench.store.readStream(stream);
      (mine!.data['list'] as string[])[0] = 'changed by a reader';
      expect(await bench.store.readStream(stream)).toMatchObject([{ data: { list: ['as sent'] } }]);
    });

    it('never lets recordedAt fall with position', async () => {
      const { position } = await bench.store.head();
      const stream = bench.freshStream();
      const writers = testEvents(stream, 1, 60).map((event, index) =>
        (index % 2 === 0 ? bench.store : bench.other).append([fact(stream, event)]),
      );
      await Promise.all(writers);
      const times = (await bench.store.readAll(position, 100)).map(({ recordedAt }) => recordedAt);
      expect(times).toHaveLength(60);
      expect(times).toEqual([...times].sort());
    });
  });
};
