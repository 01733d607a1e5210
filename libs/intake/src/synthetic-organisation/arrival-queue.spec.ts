import fc from 'fast-check';
import { ArrivalQueue } from './arrival-queue';

const drain = <T>(queue: ArrivalQueue<T>): T[] => {
  const taken: T[] = [];
  while (queue.size > 0) taken.push(queue.take()!);
  return taken;
};

describe('ArrivalQueue', () => {
  it('gives out by time, and at the same time in the order of putting in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (times) => {
        const queue = new ArrivalQueue<{ at: number; put: number }>();
        times.forEach((at, put) => queue.put(at, { at, put }));
        const sorted = times.map((at, put) => ({ at, put })).sort((a, b) => a.at - b.at || a.put - b.put);
        expect(drain(queue)).toEqual(sorted);
      }),
    );
  });

  it('is empty when nothing waits', () => {
    const queue = new ArrivalQueue<string>();
    expect(queue.take()).toBeUndefined();
    expect(queue.nextAt).toBe(Infinity);
  });
});
