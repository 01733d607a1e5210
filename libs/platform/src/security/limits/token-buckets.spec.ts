import fc from 'fast-check';
import { TokenBuckets } from './token-buckets';

const bucketsAt = (perMinute: number) => {
  const clock = { ms: 0 };
  return { clock, buckets: new TokenBuckets(perMinute, () => clock.ms) };
};

describe('a rate of so many a minute', () => {
  it('lets a minute’s worth through at once, then says how long to wait, and keeps its word', () => {
    const { clock, buckets } = bucketsAt(30);
    expect(Array.from({ length: 30 }, () => buckets.take('a'))).toEqual(Array.from({ length: 30 }, () => 0));
    expect(buckets.take('a')).toBe(2);
    clock.ms += 2_000;
    expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 2]);
  });

  it('counts each name for itself, and asking takes nothing', () => {
    const { buckets } = bucketsAt(1);
    expect([buckets.wait('a'), buckets.wait('a'), buckets.take('a'), buckets.wait('a')]).toEqual([0, 0, 0, 60]);
    expect(buckets.take('b')).toBe(0);
  });

  it('holds over any stretch of time: never more than the rate and one bucket, and who waits as told is let through', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), steps, (perMinute, pauses) => {
        const { clock, buckets } = bucketsAt(perMinute);
        let taken = 0;
        for (const pause of pauses) {
          clock.ms += pause;
          const wait = buckets.take('a');
          if (wait === 0) taken++;
          else {
            clock.ms += wait * 1_000;
            expect(buckets.take('a')).toBe(0);
            taken++;
          }
        }
        expect(taken).toBeLessThanOrEqual(perMinute + (perMinute * clock.ms) / 60_000 + 1e-6);
      }),
    );
  });

  it('forgets who was quiet longest, and keeps count of who still calls, however many there are', () => {
    const { buckets } = bucketsAt(1);
    buckets.take('quiet');
    for (let i = 0; i < 60_000; i++) {
      buckets.take(`other ${i}`);
      if (i % 1_000 === 0) buckets.take('busy');
    }
    expect([buckets.take('busy'), buckets.take('quiet')]).toEqual([60, 0]);
  });
});
