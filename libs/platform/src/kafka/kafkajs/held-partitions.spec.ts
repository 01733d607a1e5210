import { HeldPartitions } from './held-partitions';

const bounds = { firstMs: 1_000, maxMs: 4_000 };

describe('partitions that are held back', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('come again after their wait, longer each time until one goes well', () => {
    const held = new HeldPartitions(bounds);
    const resume = jest.fn();
    const waits = [1, 2, 3, 4].map(() => held.hold(3, 'the store is away', resume));
    waits.forEach((waitMs, i) => {
      const fullMs = [1_000, 2_000, 4_000, 4_000][i]!;
      expect(waitMs).toBeGreaterThanOrEqual(fullMs / 2);
      expect(waitMs).toBeLessThanOrEqual(fullMs);
    });
    jest.advanceTimersByTime(4_000);
    expect(resume).toHaveBeenCalledTimes(1);
    expect([...held.reasons]).toEqual([[3, 'the store is away']]);
    expect([held.release(3), held.release(3)]).toEqual([true, false]);
    expect(held.hold(3, 'again', resume)).toBeLessThanOrEqual(1_000);
  });

  it('are let go when others have them: the client would hold them for ever, should they come back', () => {
    const held = new HeldPartitions(bounds);
    const resumed: number[] = [];
    for (const partition of [1, 2, 3]) held.hold(partition, 'x', () => resumed.push(partition));
    held.keepOnly([2]);
    expect(resumed).toEqual([1, 3]);
    jest.advanceTimersByTime(10_000);
    expect(resumed).toEqual([1, 3, 2]);
    expect([...held.reasons.keys()]).toEqual([2]);
    held.clear();
    expect(held.reasons.size).toBe(0);
  });
});
