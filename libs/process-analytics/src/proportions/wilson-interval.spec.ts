import fc from 'fast-check';
import { wilsonInterval } from './wilson-interval';

describe('wilsonInterval', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('agrees with Newcombe (1998) for %i of %i', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n)!;
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('gives the win rate of 4,238 in 6,711 as 0.6315, 0.6199 to 0.6430', () => {
    const { rate, low, high } = wilsonInterval(4238, 6711)!;
    expect([rate, low, high].map((value) => value.toFixed(4))).toEqual(['0.6315', '0.6199', '0.6430']);
  });

  it('knows nothing of no cases', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it('refuses what is no count', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(
      new RangeError('successes: 3 of 2 is no count; give whole numbers with 0 ≤ successes ≤ n'),
    );
    expect(() => wilsonInterval(0.5, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(-1, 2)).toThrow(RangeError);
  });

  it('always holds the observed share, within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (successes, failures) => {
        fc.pre(successes + failures > 0);
        const { rate, low, high } = wilsonInterval(successes, successes + failures)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(rate + 1e-12);
        expect(high).toBeGreaterThanOrEqual(rate - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});
