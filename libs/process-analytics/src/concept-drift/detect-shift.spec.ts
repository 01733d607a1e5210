import { wilsonInterval } from '../proportions/wilson-interval';
import { seededRandom } from '../seeded-random';
import { logRankScores } from '../survival/log-rank-scores';
import { chanceOfGreater, detectShift, midranks } from './detect-shift';
import { DEFAULT_SEGMENTATION, segmentCases } from './segment-cases';

/** Normally distributed (Box and Muller). */
const normals = (n: number, random: () => number, mean = 0): number[] =>
  Array.from({ length: n }, () => mean + Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));

const AT_FIVE_PERCENT = { alpha: 0.05, permutations: 199 };
const RUNS = 1000;
const alarmsIn = (runs: number, alarm: (run: number) => boolean): number =>
  Array.from({ length: runs }, (_, run) => alarm(run)).filter(Boolean).length;
const mostBelievable = (alarms: number, runs = RUNS): number => wilsonInterval(alarms, runs)!.high;

describe('detectShift', () => {
  it('finds the case after which everything took longer', () => {
    expect(detectShift([...Array<number>(30).fill(2), ...Array<number>(30).fill(3)])).toEqual([
      { lastOldCase: 29, pValue: 0.001 },
    ]);
  });

  it('says nothing about too few values and about equal ones', () => {
    expect(detectShift([])).toEqual([]);
    expect(detectShift(normals(19, seededRandom(1)))).toEqual([]);
    expect(detectShift(Array<number>(100).fill(7))).toEqual([]);
  });

  it('is not moved by one monstrous value, nor by taking logarithms', () => {
    const random = seededRandom(2);
    const values = [...normals(60, random), ...normals(60, random, 1.5)].map(Math.exp);
    const monstrous = values.with(5, 1e12);
    expect(detectShift(values.map(Math.log))).toEqual(detectShift(values));
    expect(detectShift(monstrous).map(({ lastOldCase }) => lastOldCase)).toEqual(
      detectShift(values).map(({ lastOldCase }) => lastOldCase),
    );
  });

  it('finds nothing where nothing was planted: 1,000 runs at level 5 %, upper bound at most 7 %', () => {
    const random = seededRandom(3);
    const alarms = alarmsIn(RUNS, (seed) => detectShift(normals(60, random), { ...AT_FIVE_PERCENT, seed }).length > 0);
    expect(mostBelievable(alarms)).toBeLessThanOrEqual(0.07);
    expect(alarms).toBeGreaterThan(20);
  });

  it('at the level shipped finds a shift of one standard deviation in 200 cases in at least 95 of 100 runs, within 15 cases', () => {
    const random = seededRandom(4);
    const found = alarmsIn(100, (seed) =>
      detectShift([...normals(100, random), ...normals(100, random, 1)], { ...DEFAULT_SEGMENTATION, seed }).some(
        ({ lastOldCase }) => Math.abs(lastOldCase - 99) <= 15,
      ),
    );
    expect(found).toBeGreaterThanOrEqual(95);
  });
});

describe('log-rank scores of cases in the order in which they began', () => {
  /** Cases begin one a day, last exponentially long, and are watched until the day after the last began. */
  const cases = (n: number, random: () => number, meanOf: (i: number) => number) =>
    Array.from({ length: n }, (_, i) => {
      const lasts = -meanOf(i) * Math.log(1 - random());
      const watched = n - i;
      return { duration: Math.min(lasts, watched), isEvent: lasts <= watched };
    });

  it('show no shift though the latest cases are mostly open: 1,000 runs at level 5 %, upper bound at most 7 %', () => {
    const random = seededRandom(5);
    const alarms = alarmsIn(RUNS, (seed) => {
      const scores = logRankScores(cases(80, random, () => 20));
      return segmentCases([scores], { ...AT_FIVE_PERCENT, seed }).length > 0;
    });
    expect(mostBelievable(alarms)).toBeLessThanOrEqual(0.07);
  });

  it('show it where completed cases alone would show one that is not there', () => {
    const random = seededRandom(6);
    const completedOnly = alarmsIn(100, (seed) => {
      const completed = cases(80, random, () => 40).filter(({ isEvent }) => isEvent);
      return (
        detectShift(
          completed.map(({ duration }) => duration),
          { ...AT_FIVE_PERCENT, seed },
        ).length > 0
      );
    });
    expect(completedOnly).toBeGreaterThan(30);
  });

  it('show doubled durations in 400 cases, half of them after the change, in at least 90 of 100 runs', () => {
    const random = seededRandom(7);
    const found = alarmsIn(100, (seed) => {
      const scores = logRankScores(cases(400, random, (i) => (i < 200 ? 20 : 40)));
      return segmentCases([scores], { ...DEFAULT_SEGMENTATION, seed }).some(
        ({ lastOldCase }) => Math.abs(lastOldCase - 199) <= 60,
      );
    });
    expect(found).toBeGreaterThanOrEqual(90);
  });
});

describe('midranks and chanceOfGreater', () => {
  it('share ranks among equals', () => {
    expect([...midranks([3, 1, 3, 2])]).toEqual([3.5, 1, 3.5, 2]);
    expect([...midranks([])]).toEqual([]);
  });

  it('count ties half', () => {
    expect(chanceOfGreater([1, 2], [3, 4])).toBe(1);
    expect(chanceOfGreater([1, 2], [2, 1])).toBe(0.5);
    expect(chanceOfGreater([1], [])).toBeNull();
  });
});
