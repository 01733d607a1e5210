import { rateOf } from './rate';

describe('rateOf', () => {
  it('has an interval, and calls few cases insufficient', () => {
    const few = rateOf(1, 29);
    expect(few).toMatchObject({ rate: 1 / 29, reason: 'insufficient' });
    expect([few.low, few.high].map((end) => end!.toFixed(4))).toEqual(['0.0061', '0.1718']);
    expect(rateOf(15, 30).reason).toBeNull();
    expect(rateOf(15, 30, 31).reason).toBe('insufficient');
  });

  it('knows nothing of no cases', () => {
    expect(rateOf(0, 0)).toEqual({ n: 0, rate: null, low: null, high: null, reason: 'no_cases' });
  });
});
