import { pChartLimits, pooledProportion } from './p-chart-limits';
import { type ChartedPoint, runRules } from './run-rules';
import { movingRanges, xmrLimits } from './xmr-limits';

describe('xmrLimits', () => {
  it('gives the limits NIST publishes for its flow rates', () => {
    const limits = xmrLimits([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])!;
    expect(limits.mean).toBeCloseTo(50.81, 10);
    expect(limits.meanMovingRange).toBeCloseTo(1.8778, 4);
    expect(limits.upper).toBeCloseTo(55.8041, 4);
    expect(limits.lower).toBeCloseTo(45.8159, 4);
    expect(limits.upperRange).toBeCloseTo(3.267 * limits.meanMovingRange, 12);
  });

  it('has no limits without a range, and limits on the value itself when nothing varies', () => {
    expect(xmrLimits([])).toBeNull();
    expect(xmrLimits([3])).toBeNull();
    expect(xmrLimits([3, 3, 3])).toMatchObject({ lower: 3, upper: 3, meanMovingRange: 0 });
  });

  it('takes each moving range from neighbours', () => {
    expect(movingRanges([1, 4, 2])).toEqual([3, 2]);
  });
});

describe('pChartLimits', () => {
  it('is three standard errors around the pooled rate', () => {
    const mean = pooledProportion([
      { successes: 30, n: 100 },
      { successes: 50, n: 100 },
    ])!;
    expect(mean).toBe(0.4);
    expect(pChartLimits(mean, 100).upper).toBeCloseTo(0.4 + 3 * Math.sqrt(0.0024), 12);
  });

  it('never leaves 0 to 1, and refuses an empty period', () => {
    expect(pChartLimits(0.05, 4)).toMatchObject({ lower: 0 });
    expect(() => pChartLimits(0.5, 0)).toThrow('at least one trial');
    expect(pooledProportion([])).toBeNull();
  });
});

describe('runRules', () => {
  const points = (values: readonly number[]): ChartedPoint[] =>
    values.map((value) => ({ value, mean: 0, lower: -3, upper: 3 }));

  it('names a point beyond a limit, and none on it', () => {
    expect(runRules(points([3, 3.01, -3.01])).map((rules) => rules.includes('beyond-limit'))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('names the eighth point of a run, and starts anew after a point on the mean', () => {
    const rules = runRules(points([...Array<number>(9).fill(0.5), 0, ...Array<number>(7).fill(0.5)]));
    expect(rules.map((rule) => rule.includes('eight-on-one-side')).lastIndexOf(true)).toBe(8);
    expect(rules[7]).toEqual(['eight-on-one-side']);
    expect(rules[6]).toEqual([]);
  });

  it('names three of four near one limit, not spread over both', () => {
    expect(runRules(points([2, 2, 0.1, 2]))[3]).toEqual(['three-of-four-near-limit']);
    expect(runRules(points([2, -2, 0.1, 2]))[3]).toEqual([]);
  });
});
