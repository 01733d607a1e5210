import { mantelHaenszel } from './mantel-haenszel';
import { stratifiedTrendTest } from './stratified-trend-test';
import { trendTest } from './trend-test';

const smokers = [83, 90, 129, 70];
const patients = [86, 93, 136, 82];
const groups = smokers.map((successes, i) => ({ score: i + 1, successes, n: patients[i]! }));

describe('stratifiedTrendTest', () => {
  it('is, of a single stratum, the trend test of Cochran and Armitage with n − 1 for n', () => {
    const [stratified, plain] = [stratifiedTrendTest([groups])!, trendTest(groups)!];
    expect(stratified.statistic).toBeCloseTo((8.2249 * 396) / 397, 3);
    expect(stratified.slope).toBeCloseTo(plain.slope, 12);
  });

  it('is, of two scores, the Mantel-Haenszel test without correction: Berkeley admissions, R gives 1.5246', () => {
    const department = (a: number, b: number, c: number, d: number) => ({
      exposedSuccesses: a,
      exposedFailures: b,
      otherSuccesses: c,
      otherFailures: d,
    });
    const departments = [
      department(512, 313, 89, 19),
      department(353, 207, 17, 8),
      department(120, 205, 202, 391),
      department(138, 279, 131, 244),
      department(53, 138, 94, 299),
      department(22, 351, 24, 317),
    ];
    const result = stratifiedTrendTest(
      departments.map((d) => [
        { score: 1, successes: d.exposedSuccesses, n: d.exposedSuccesses + d.exposedFailures },
        { score: 0, successes: d.otherSuccesses, n: d.otherSuccesses + d.otherFailures },
      ]),
    )!;
    expect(result.statistic).toBeCloseTo(1.5246, 4);
    expect(Math.sign(result.slope)).toBe(Math.sign(Math.log(mantelHaenszel(departments)!.oddsRatio)));
  });

  it('sees no trend where strata differ but nothing trends inside them', () => {
    const flat = (rate: number, sizes: readonly number[]) =>
      sizes.map((n, score) => ({ score, successes: n * rate, n }));
    const strata = [flat(0.8, [100, 20, 10]), flat(0.2, [10, 20, 100])];
    expect(stratifiedTrendTest(strata)!.pValue).toBeCloseTo(1, 10);
    const pooled = strata[0]!.map(({ score, successes, n }, i) => ({
      score,
      successes: successes + strata[1]![i]!.successes,
      n: n + strata[1]![i]!.n,
    }));
    expect(trendTest(pooled)!.pValue).toBeLessThan(1e-10);
  });

  it('says nothing where nothing can trend', () => {
    expect(stratifiedTrendTest([])).toBeNull();
    expect(stratifiedTrendTest([[{ score: 1, successes: 3, n: 9 }]])).toBeNull();
    expect(stratifiedTrendTest([[0, 1].map((score) => ({ score, successes: 0, n: 9 }))])).toBeNull();
  });
});
