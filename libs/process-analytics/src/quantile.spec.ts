import fc from 'fast-check';
import { quantile } from './quantile';

describe('quantile', () => {
  it('agrees with the type 7 example of Hyndman and Fan: quartiles of 1 to 10', () => {
    const values = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(values, share))).toEqual([1, 3.25, 5.5, 7.75, 10]);
  });

  it('is the value itself for one value, unknown for none', () => {
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNull();
  });

  it('orders numbers as numbers, ties and negatives too', () => {
    expect(quantile([-10, 9, 9, 100], 0.5)).toBe(9);
  });

  it('refuses a share outside 0 to 1, and what is not a number', () => {
    expect(() => quantile([1], 1.1)).toThrow(new RangeError('share: 1.1 is outside [0, 1]; give 0.5 for the median'));
    expect(() => quantile([NaN], 0.5)).toThrow(RangeError);
  });

  it('rises with the share and stays within the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const all = [0, 0.1, 0.5, 0.9, 1].map((share) => quantile(values, share)!);
        expect(all).toEqual([...all].sort((a, b) => a - b));
        expect([all[0], all[4]]).toEqual([Math.min(...values), Math.max(...values)]);
      }),
    );
  });
});
