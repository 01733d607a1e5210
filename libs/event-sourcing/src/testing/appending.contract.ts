import { type ContractBench } from './record-under-test';
import { fact, testEvent, testEvents } from './test-events';

export const describeAppending = (bench: ContractBench): void => {
  describe('appending', () => {
    it('counts versions from 0 in each stream and tells them', async () => {
      const stream = bench.freshStream();
      expect(await bench.store.append([fact(stream, ...testEvents(stream, 1, 2))])).toEqual([
        { status: 'appended', firstVersion: 0, lastVersion: 1, position: expect.any(BigInt) },
      ]);
      expect(await bench.other.append([fact(stream, testEvent(stream, 3))])).toEqual([
        { status: 'appended', firstVersion: 2, lastVersion: 2, position: expect.any(BigInt) },
      ]);
      expect((await bench.store.readStream(stream)).map(({ version }) => version)).toEqual([0, 1, 2]);
    });

    it('tells the position of the last event of each write', async () => {
      const [one, two] = [bench.freshStream(), bench.freshStream()];
      const outcomes = await bench.store.append([
        fact(two, ...testEvents(two, 1, 3)),
        fact(one, ...testEvents(one, 1, 2)),
        fact(two, testEvent(two, 4)),
      ]);
      const inTwo = await bench.store.readStream(two);
      const inOne = await bench.store.readStream(one);
      expect(outcomes.map((outcome) => outcome.status === 'appended' && outcome.position)).toEqual([
        inTwo[2]!.position,
        inOne[1]!.position,
        inTwo[3]!.position,
      ]);
    });

    it('gives positions that agree with versions', async () => {
      const stream = bench.freshStream();
      await bench.store.append(testEvents(stream, 1, 50).map((event) => fact(stream, event)));
      const events = await bench.store.readStream(stream);
      expect(events.map(({ data }) => data['n'])).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
      for (const [index, event] of events.entries()) {
        if (index > 0) expect(event.position).toBeGreaterThan(events[index - 1]!.position);
      }
    });

    it('takes "none" only for a stream without events', async () => {
      const stream = bench.freshStream();
      const write = (n: number) => ({ stream, expected: 'none' as const, events: [testEvent(stream, n)] });
      expect(await bench.store.append([write(1)])).toMatchObject([{ status: 'appended', firstVersion: 0 }]);
      expect(await bench.store.append([write(2)])).toEqual([{ status: 'conflict', currentVersion: 0 }]);
    });

    it('takes a number only where it is the version of the last event', async () => {
      const stream = bench.freshStream();
      const write = (expected: number, n: number) => ({ stream, expected, events: [testEvent(stream, n)] });
      expect(await bench.store.append([write(0, 1)])).toEqual([{ status: 'conflict', currentVersion: -1 }]);
      await bench.store.append([fact(stream, ...testEvents(stream, 1, 3))]);
      expect(await bench.store.append([write(1, 4)])).toEqual([{ status: 'conflict', currentVersion: 2 }]);
      expect(await bench.store.append([write(2, 4)])).toMatchObject([{ status: 'appended', firstVersion: 3 }]);
      expect(await bench.store.append([write(2, 5)])).toEqual([{ status: 'conflict', currentVersion: 3 }]);
    });

    it('lets exactly one of many that expect the same version in', async () => {
      const stream = bench.freshStream();
      await bench.store.append([fact(stream, testEvent(stream, 0))]);
      const outcomes = await Promise.all(
        testEvents(stream, 1, 20).map((event, index) =>
          (index % 2 === 0 ? bench.store : bench.other).append([{ stream, expected: 0, events: [event] }]),
        ),
      );
      const statuses = outcomes.map(([outcome]) => outcome!.status).sort();
      expect(statuses).toEqual(['appended', ...Array.from({ length: 19 }, () => 'conflict')]);
      expect(await bench.store.readStream(stream)).toHaveLength(2);
    });

    it('does two writes to one stream in one call in their order, each with its own expectation', async () => {
      const stream = bench.freshStream();
      const outcomes = await bench.store.append([
        { stream, expected: 'none', events: [testEvent(stream, 1)] },
        { stream, expected: 0, events: [testEvent(stream, 2)] },
        { stream, expected: 0, events: [testEvent(stream, 3)] },
        fact(stream, testEvent(stream, 4)),
      ]);
      expect(outcomes).toMatchObject([
        { status: 'appended', firstVersion: 0, lastVersion: 0 },
        { status: 'appended', firstVersion: 1, lastVersion: 1 },
        { status: 'conflict', currentVersion: 1 },
        { status: 'appended', firstVersion: 2, lastVersion: 2 },
      ]);
      expect((await bench.store.readStream(stream)).map(({ data }) => data['n'])).toEqual([1, 2, 4]);
    });

    it('takes 10,000 events in one write and 10,000 writes in one call', async () => {
      const [one, many] = [bench.freshStream(), bench.freshStream()];
      expect(await bench.store.append([fact(one, ...testEvents(one, 1, 10_000))])).toMatchObject([
        { status: 'appended', firstVersion: 0, lastVersion: 9_999 },
      ]);
      const outcomes = await bench.store.append(testEvents(many, 1, 10_000).map((event) => fact(many, event)));
      expect(outcomes.map((outcome) => outcome.status === 'appended' && outcome.firstVersion)).toEqual(
        Array.from({ length: 10_000 }, (_, index) => index),
      );
      expect(await bench.store.readStream(one)).toHaveLength(10_000);
      expect(await bench.store.readStream(many, 9_990)).toHaveLength(10);
    });

    it('has nothing to do for no writes, or for a write without events', async () => {
      const stream = bench.freshStream();
      expect(await bench.store.append([])).toEqual([]);
      expect(await bench.store.append([{ stream, expected: 7, events: [] }])).toEqual([{ status: 'duplicate' }]);
    });
  });
};
