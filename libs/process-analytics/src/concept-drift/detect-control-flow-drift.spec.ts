import { wilsonInterval } from '../proportions/wilson-interval';
import { seededRandom } from '../seeded-random';
import { caseRows } from './case-rows';
import { detectControlFlowDrift } from './detect-control-flow-drift';
import { directlyFollowsFeatures, type Trace } from './directly-follows-features';
import { scanSplits, standardised } from './two-sample-scan';

/** Cases that take b before c, or c before b, with a given chance. */
const cases = (n: number, chanceOfBFirst: number, random: () => number): Trace[] =>
  Array.from({ length: n }, () => (random() < chanceOfBFirst ? ['a', 'b', 'c', 'd'] : ['a', 'c', 'b', 'd']));

describe('detectControlFlowDrift', () => {
  it('finds the case after which two steps changed places', () => {
    const traces = [...cases(60, 1, seededRandom(1)), ...cases(60, 0, seededRandom(2))];
    expect(detectControlFlowDrift(traces)).toEqual([{ lastOldCase: 59, pValue: 0.001 }]);
  });

  it('finds both changes when the old way comes back', () => {
    const random = seededRandom(3);
    const traces = [...cases(80, 0.95, random), ...cases(80, 0.05, random), ...cases(80, 0.95, random)];
    const places = detectControlFlowDrift(traces).map((drift) => drift.lastOldCase);
    expect(places).toHaveLength(2);
    expect(Math.abs(places[0]! - 79)).toBeLessThanOrEqual(3);
    expect(Math.abs(places[1]! - 159)).toBeLessThanOrEqual(3);
  });

  it('says nothing about too few cases, about none, and about cases that are all alike', () => {
    expect(detectControlFlowDrift([])).toEqual([]);
    expect(detectControlFlowDrift(cases(19, 0.5, seededRandom(4)))).toEqual([]);
    expect(detectControlFlowDrift(cases(200, 1, seededRandom(5)))).toEqual([]);
  });

  it('keeps its false alarms at the level it promises: 1,000 logs without a change', () => {
    const random = seededRandom(6);
    let alarms = 0;
    for (let log = 0; log < 1000; log++) {
      const traces = cases(40, 0.5, random);
      alarms += detectControlFlowDrift(traces, { alpha: 0.05, permutations: 199, seed: log }).length > 0 ? 1 : 0;
    }
    expect(wilsonInterval(alarms, 1000)!.high).toBeLessThanOrEqual(0.07);
    expect(alarms).toBeGreaterThan(20);
  });

  it('gives the same answer for the same seed', () => {
    const traces = [...cases(50, 0.7, seededRandom(7)), ...cases(50, 0.3, seededRandom(8))];
    expect(detectControlFlowDrift(traces, { seed: 9 })).toEqual(detectControlFlowDrift(traces, { seed: 9 }));
  });
});

describe('directlyFollowsFeatures', () => {
  it('counts each pair of a case, its start and its end included', () => {
    const { names, counts } = directlyFollowsFeatures([['a', 'a'], []]);
    expect(names).toEqual(['▶ → a', 'a → a', 'a → ■', '▶ → ■']);
    expect(counts.map((column) => [...column])).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
  });
});

describe('scanSplits', () => {
  it('is the squared two-sample z of each cut', () => {
    const [column] = standardised([Float64Array.from([0, 0, 1, 1])]);
    const { bySum, byLargest } = scanSplits(caseRows([column!], 4), Int32Array.from([0, 1, 2, 3]), 1);
    // Means 0 and 1 differ by 1; the pooled variance of all four is 1/3; z² = 1 / (1/3 · (1/2 + 1/2)) = 3.
    expect(bySum.at).toBe(2);
    expect(bySum.statistic).toBeCloseTo(3, 12);
    expect(byLargest).toEqual(bySum);
  });

  it('refuses a minimum segment that leaves no cut', () => {
    expect(() => scanSplits(caseRows([], 3), Int32Array.from([0, 1, 2]), 2)).toThrow('give 1 to 1');
  });
});
