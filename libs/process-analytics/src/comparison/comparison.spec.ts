import { chiSquareTest } from './chi-square-test';
import { intraclassCorrelation } from './intraclass-correlation';
import { jensenShannon } from './jensen-shannon';
import { kruskalWallis } from './kruskal-wallis';
import { mantelHaenszel } from './mantel-haenszel';
import { trendTest } from './trend-test';

describe('chiSquareTest', () => {
  it('agrees with Agresti (2007), party by gender', () => {
    const result = chiSquareTest([
      [762, 327, 468],
      [484, 239, 477],
    ]);
    expect(result.statistic).toBeCloseTo(30.07, 2);
    expect(result.degreesOfFreedom).toBe(2);
    expect(result.pValue).toBeCloseTo(2.954e-7, 9);
  });

  it('leaves out empty rows and columns, counts small cells, and finds nothing in a single row', () => {
    expect(
      chiSquareTest([
        [1, 0, 3],
        [0, 0, 0],
        [2, 0, 2],
      ]),
    ).toMatchObject({ degreesOfFreedom: 1, smallCells: 4 });
    expect(chiSquareTest([[3, 4]])).toMatchObject({ statistic: 0, degreesOfFreedom: 0, pValue: 1 });
    expect(chiSquareTest([])).toMatchObject({ degreesOfFreedom: 0, pValue: 1 });
  });

  it('refuses ragged rows and negative counts', () => {
    expect(() => chiSquareTest([[1], [1, 2]])).toThrow('differ in length');
    expect(() => chiSquareTest([[-1, 2]])).toThrow('negative');
  });
});

describe('trendTest', () => {
  it('agrees with R: prop.trend.test on smokers among lung-cancer patients', () => {
    const smokers = [83, 90, 129, 70];
    const patients = [86, 93, 136, 82];
    const result = trendTest(smokers.map((successes, i) => ({ score: i + 1, successes, n: patients[i]! })))!;
    expect(result.statistic).toBeCloseTo(8.2249, 4);
    expect(result.pValue).toBeCloseTo(0.004132, 6);
    expect(result.slope).toBeLessThan(0);
  });

  it('sees no trend where there cannot be one', () => {
    expect(trendTest([])).toBeNull();
    expect(trendTest([{ score: 1, successes: 1, n: 2 }])).toBeNull();
    expect(trendTest([1, 2].map((score) => ({ score, successes: 3, n: 3 })))).toBeNull();
  });
});

describe('kruskalWallis', () => {
  it('agrees with Hollander and Wolfe (1973), mucociliary efficiency', () => {
    const result = kruskalWallis([
      [2.9, 3.0, 2.5, 2.6, 3.2],
      [3.8, 2.7, 4.0, 2.4],
      [2.8, 3.4, 3.7, 2.2, 2.0],
    ])!;
    expect(result.statistic).toBeCloseTo(0.77143, 5);
    expect(result.pValue).toBeCloseTo(0.68, 3);
  });

  it('says nothing about one group or about values that are all equal', () => {
    expect(kruskalWallis([[1, 2], []])).toBeNull();
    expect(kruskalWallis([[1, 1], [1]])).toBeNull();
  });
});

describe('mantelHaenszel', () => {
  const department = (a: number, b: number, c: number, d: number) => ({
    exposedSuccesses: a,
    exposedFailures: b,
    otherSuccesses: c,
    otherFailures: d,
  });

  it('agrees with R: mantelhaen.test on the Berkeley admissions', () => {
    const result = mantelHaenszel([
      department(512, 313, 89, 19),
      department(353, 207, 17, 8),
      department(120, 205, 202, 391),
      department(138, 279, 131, 244),
      department(53, 138, 94, 299),
      department(22, 351, 24, 317),
    ])!;
    expect(result.oddsRatio).toBeCloseTo(0.9046968, 6);
    expect(result.low).toBeCloseTo(0.7719074, 5);
    expect(result.high).toBeCloseTo(1.0603298, 5);
    expect(result.statistic).toBeCloseTo(1.4269, 4);
    expect(result.pValue).toBeCloseTo(0.2323, 4);
  });

  it('says nothing where no stratum can compare', () => {
    expect(mantelHaenszel([])).toBeNull();
    expect(mantelHaenszel([department(5, 5, 0, 0)])).toBeNull();
  });
});

describe('jensenShannon', () => {
  it('is 0 for equal shares, 1 for shares that never meet, and the same both ways', () => {
    expect(jensenShannon([1, 3], [10, 30])).toBe(0);
    expect(jensenShannon([1, 0], [0, 1])).toBe(1);
    expect(jensenShannon([1, 2, 3], [3, 1, 1])).toBe(jensenShannon([3, 1, 1], [1, 2, 3]));
  });

  it('needs counts on both sides, over the same categories', () => {
    expect(jensenShannon([0, 0], [1, 1])).toBeNull();
    expect(() => jensenShannon([1], [1, 2])).toThrow('same ones');
  });
});

describe('intraclassCorrelation', () => {
  it('agrees with Shrout and Fleiss (1979), six targets rated by four judges', () => {
    const ratings = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    expect(intraclassCorrelation(ratings)).toBeCloseTo(0.17, 2);
  });

  it('is 1 where groups differ and nothing varies inside them, null where nothing can be said', () => {
    expect(
      intraclassCorrelation([
        [1, 1],
        [2, 2],
      ]),
    ).toBe(1);
    expect(intraclassCorrelation([[1], [2]])).toBeNull();
    expect(
      intraclassCorrelation([
        [1, 1],
        [1, 1],
      ]),
    ).toBeNull();
  });
});
