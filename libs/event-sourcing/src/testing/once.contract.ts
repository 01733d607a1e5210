import { type NewEvent } from '../event';
import { type ContractBench } from './record-under-test';
import { fact, testEvent, testEvents } from './test-events';

const otherContent = (event: NewEvent): NewEvent => ({ ...event, digest: 'f'.repeat(64) });

export const describeOnce = (bench: ContractBench): void => {
  describe('an event id in a stream', () => {
    it('is recorded once, however often it is sent, and whatever is expected', async () => {
      const stream = bench.freshStream();
      const events = testEvents(stream, 1, 3);
      await bench.store.append([fact(stream, ...events)]);
      expect(await bench.other.append([fact(stream, ...events)])).toEqual([{ status: 'duplicate' }]);
      expect(await bench.store.append([{ stream, expected: 'none', events }])).toEqual([{ status: 'duplicate' }]);
      expect(await bench.store.append([{ stream, expected: 9, events }])).toEqual([{ status: 'duplicate' }]);
      expect(await bench.store.readStream(stream)).toHaveLength(3);
    });

    it('is recorded once when two recorders redeliver it at once, into the same stream', async () => {
      const stream = bench.freshStream();
      await bench.store.append([fact(stream, testEvent(stream, 0))]);
      for (let n = 1; n <= 20; n++) {
        const event = testEvent(stream, n);
        const outcomes = await Promise.all([
          bench.store.append([fact(stream, event)]),
          bench.other.append([fact(stream, event)]),
        ]);
        expect(outcomes.map(([outcome]) => outcome!.status).sort()).toEqual(['appended', 'duplicate']);
      }
      expect((await bench.store.readStream(stream)).map(({ data }) => data['n'])).toEqual(
        Array.from({ length: 21 }, (_, index) => index),
      );
    });

    it('is recorded once when it makes its stream from many sides at once', async () => {
      const stream = bench.freshStream();
      const event = testEvent(stream, 1);
      const outcomes = await Promise.all(
        Array.from({ length: 16 }, (_, index) =>
          (index % 2 === 0 ? bench.store : bench.other).append([fact(stream, event)]),
        ),
      );
      expect(outcomes.filter(([outcome]) => outcome!.status === 'appended')).toHaveLength(1);
      expect(outcomes.filter(([outcome]) => outcome!.status === 'duplicate')).toHaveLength(15);
    });

    it('is recorded once when it stands twice in one write, or in two writes of one call', async () => {
      const stream = bench.freshStream();
      const [one, two] = testEvents(stream, 1, 2) as [NewEvent, NewEvent];
      expect(
        await bench.store.append([fact(stream, one, one), fact(stream, one), fact(stream, one, two)]),
      ).toMatchObject([
        { status: 'appended', firstVersion: 0, lastVersion: 0 },
        { status: 'duplicate' },
        { status: 'appended', firstVersion: 1, lastVersion: 1 },
      ]);
    });

    it('lets the missing events of a write in when some are there already', async () => {
      const stream = bench.freshStream();
      await bench.store.append([fact(stream, testEvent(stream, 2), testEvent(stream, 4))]);
      expect(await bench.store.append([fact(stream, ...testEvents(stream, 1, 5))])).toMatchObject([
        { status: 'appended', firstVersion: 2, lastVersion: 4 },
      ]);
      expect((await bench.store.readStream(stream)).map(({ data }) => data['n'])).toEqual([2, 4, 1, 3, 5]);
    });

    it('refuses other content under the same id, and the whole write with it', async () => {
      const stream = bench.freshStream();
      const [one, two, three] = testEvents(stream, 1, 3) as [NewEvent, NewEvent, NewEvent];
      await bench.store.append([fact(stream, one)]);
      const outcomes = await bench.store.append([
        fact(stream, two, otherContent(one), three),
        { stream, expected: 7, events: [otherContent(one)] },
        fact(stream, three),
      ]);
      expect(outcomes).toMatchObject([
        { status: 'id-reused', eventId: one.eventId },
        { status: 'id-reused', eventId: one.eventId },
        { status: 'appended', firstVersion: 1 },
      ]);
      expect((await bench.store.readStream(stream)).map(({ eventId }) => eventId)).toEqual([
        one.eventId,
        three.eventId,
      ]);
    });

    it('refuses other content under an id that the same call brought', async () => {
      const stream = bench.freshStream();
      const [one, two] = testEvents(stream, 1, 2) as [NewEvent, NewEvent];
      expect(
        await bench.store.append([
          fact(stream, one),
          fact(stream, otherContent(one)),
          fact(stream, two, otherContent(two)),
        ]),
      ).toMatchObject([
        { status: 'appended' },
        { status: 'id-reused', eventId: one.eventId },
        { status: 'id-reused', eventId: two.eventId },
      ]);
    });

    it('may stand in two streams: the stream is the scope', async () => {
      const [one, two] = [bench.freshStream(), bench.freshStream()];
      const event = testEvent(one, 1);
      expect(await bench.store.append([fact(one, event), fact(two, event)])).toMatchObject([
        { status: 'appended', firstVersion: 0 },
        { status: 'appended', firstVersion: 0 },
      ]);
    });
  });
};
