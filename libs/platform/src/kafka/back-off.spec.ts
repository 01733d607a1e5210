import { BackOff } from './back-off';

const bounds = { firstMs: 100, maxMs: 1_000 };
const waits = (backOff: BackOff, count: number): number[] => Array.from({ length: count }, () => backOff.next());

describe('waits before the next try', () => {
  it('double up to a bound, and begin anew after it went well', () => {
    const backOff = new BackOff(bounds, () => 1);
    expect(waits(backOff, 6)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    backOff.reset();
    expect(waits(backOff, 2)).toEqual([100, 200]);
  });

  it('leave half of themselves to chance', () => {
    expect(waits(new BackOff(bounds, () => 0), 5)).toEqual([50, 100, 200, 400, 500]);
    expect(waits(new BackOff(bounds, () => 0.5), 2)).toEqual([75, 150]);
  });

  it('stay bounded however long it lasts', () => {
    expect(waits(new BackOff(bounds, () => 1), 5_000).at(-1)).toBe(1_000);
  });
});
