import { CheckpointMismatch } from '../event-store';
import { START } from '../event';
import { instantOfMicros, microsOfInstant } from '../instant';
import { type ContractBench } from './record-under-test';
import { fact, testEvent, testEvents } from './test-events';

export const describePlaces = (bench: ContractBench): void => {
  describe('places in the record', () => {
    it('head is the checkpoint of the last event', async () => {
      const stream = bench.freshStream();
      await bench.store.append([fact(stream, ...testEvents(stream, 1, 3))]);
      const last = (await bench.store.readStream(stream)).at(-1)!;
      const head = await bench.other.head();
      expect(head).toEqual({ incarnation: expect.stringMatching(/./), position: last.position, eventId: last.eventId });
    });

    it('a checkpoint holds in its own record, at its head, before it and at the start', async () => {
      const stream = bench.freshStream();
      await bench.store.append([fact(stream, ...testEvents(stream, 1, 3))]);
      const head = await bench.store.head();
      const [first] = await bench.store.readStream(stream);
      await expect(bench.other.verify(head)).resolves.toBeUndefined();
      await expect(
        bench.other.verify({ ...head, position: first!.position, eventId: first!.eventId }),
      ).resolves.toBeUndefined();
      await expect(bench.other.verify({ ...head, position: START, eventId: null })).resolves.toBeUndefined();
    });

    it('a checkpoint fails in another record, with another event, and in a future that is not', async () => {
      const stream = bench.freshStream();
      await bench.store.append([fact(stream, testEvent(stream, 1))]);
      const head = await bench.store.head();
      const stranger = testEvent(stream, 2).eventId;
      await expect(bench.elsewhere.verify(head)).rejects.toThrow(CheckpointMismatch);
      await expect(bench.store.verify({ ...head, incarnation: 'another' })).rejects.toThrow(CheckpointMismatch);
      await expect(bench.store.verify({ ...head, eventId: stranger })).rejects.toThrow(CheckpointMismatch);
      await expect(bench.store.verify({ ...head, position: head.position + 1n })).rejects.toThrow(CheckpointMismatch);
      const atStart = { incarnation: head.incarnation, position: START, eventId: null };
      await expect(bench.elsewhere.verify(atStart)).rejects.toThrow(CheckpointMismatch);
    });

    it('an instant resolves to the last event recorded at or before it', async () => {
      const stream = bench.freshStream();
      for (let n = 1; n <= 5; n++) await bench.store.append([fact(stream, testEvent(stream, n))]);
      const whole = await bench.store.readAll(START, 1_000_000);
      for (const { recordedAt } of await bench.store.readStream(stream)) {
        const before = instantOfMicros(microsOfInstant(recordedAt) - 1);
        for (const instant of [recordedAt, before]) {
          const last = whole.findLast((event) => event.recordedAt <= instant);
          expect(await bench.other.positionAt(instant)).toBe(last?.position ?? START);
        }
      }
      expect(await bench.store.positionAt('1999-01-01T00:00:00.000000Z')).toBe(START);
      expect(await bench.store.positionAt('2199-01-01T00:00:00.000000Z')).toBe(whole.at(-1)!.position);
    });
  });
};
