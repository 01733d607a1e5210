import fc from 'fast-check';
import { describeWithData, readPlainCsv } from '../testing';
import { wilsonInterval } from '../proportions/wilson-interval';
import { seededRandom } from '../seeded-random';
import { TREATED } from '../testing/published-trials';
import { aalenJohansen, type CompetingObservation, incidenceAt, incidenceIntervalAt } from './aalen-johansen';
import { kaplanMeier } from './kaplan-meier';

type End = 'won' | 'lost';
const ENDS: readonly End[] = ['won', 'lost'];
const observed = (...cases: readonly (readonly [number, End | null])[]): CompetingObservation<End>[] =>
  cases.map(([duration, cause]) => ({ duration, cause }));

const anyCase = fc.record({ duration: fc.nat(15), cause: fc.constantFrom<End | null>('won', 'lost', null) });

describe('aalenJohansen', () => {
  it('credits each end with its share of those still going, worked out by hand', () => {
    // Of 5 one is won at 1; of 4 left one leaves sight at 2; of 3 one is lost and one won at 3; one goes on.
    const points = aalenJohansen(observed([1, 'won'], [2, null], [3, 'lost'], [3, 'won'], [4, null]), ENDS);
    expect(points.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [1, 5],
      [3, 3],
    ]);
    expect(points[1]!.incidence.won).toBeCloseTo(1 / 5 + (4 / 5) * (1 / 3), 12);
    expect(points[1]!.incidence.lost).toBeCloseTo((4 / 5) * (1 / 3), 12);
    expect(points[1]!.survival).toBeCloseTo((4 / 5) * (1 / 3), 12);
  });

  it('has no point without an end, and is 0 before the first', () => {
    expect(aalenJohansen([], ENDS)).toEqual([]);
    const points = aalenJohansen(observed([2, 'won'], [3, null]), ENDS);
    expect([incidenceAt(points, 'won', 1), incidenceAt(points, 'won', 2), incidenceAt(points, 'won', 99)]).toEqual([
      0, 0.5, 0.5,
    ]);
  });

  it('refuses a cause that was not listed, and a time that is none', () => {
    expect(() => aalenJohansen(observed([1, 'lost']), ['won' as End])).toThrow(
      new RangeError('cause: lost is not among the causes; list every cause that occurs'),
    );
    expect(() => aalenJohansen(observed([-1, 'won']), ENDS)).toThrow(RangeError);
  });

  it('adds up to 1 with those still going, who are as many as Kaplan and Meier find for any end', () => {
    fc.assert(
      fc.property(fc.array(anyCase), (cases) => {
        const curve = kaplanMeier(cases.map(({ duration, cause }) => ({ duration, isEvent: cause !== null })));
        for (const { time, incidence, survival } of aalenJohansen(cases, ENDS)) {
          expect(incidence.won + incidence.lost + survival).toBeCloseTo(1, 10);
          expect(survival).toBeCloseTo(curve.points.find((point) => point.time === time)!.survival, 10);
        }
      }),
    );
  });
});

describe('how sure an incidence is', () => {
  it('is as of a share of as many cases where none left sight', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ duration: fc.nat(9), cause: fc.constantFrom<End>('won', 'lost') }), { minLength: 1 }),
        fc.nat(9),
        (cases, time) => {
          const points = aalenJohansen(cases, ENDS);
          const won = cases.filter(({ duration, cause }) => cause === 'won' && duration <= time).length;
          const [interval, wilson] = [
            incidenceIntervalAt(points, 'won', time, cases.length)!,
            wilsonInterval(won, cases.length)!,
          ];
          expect(interval.rate).toBeCloseTo(wilson.rate, 9);
          expect(interval.low).toBeCloseTo(wilson.low, 6);
          expect(interval.high).toBeCloseTo(wilson.high, 6);
        },
      ),
    );
  });

  it('is as sure as Kaplan and Meier are of a single way to end, in the trial of 6-mercaptopurine', () => {
    const cases = TREATED.map(({ duration, isEvent }) => ({ duration, cause: isEvent ? ('won' as const) : null }));
    const points = aalenJohansen(cases, ENDS);
    // Published standard errors of survival: 0.0764 at 6 weeks, 0.0963 at 10, 0.1346 at 23.
    const errors = [6, 10, 23].map((week) => Math.sqrt(points.find(({ time }) => time === week)!.variance.won));
    expect(errors.map((error) => error.toFixed(4))).toEqual(['0.0764', '0.0963', '0.1346']);
    for (const { time, variance } of points) {
      const { survival, varianceOfLog } = kaplanMeier(TREATED).points.find((point) => point.time === time)!;
      expect(variance.won).toBeCloseTo(survival ** 2 * varianceOfLog, 12);
    }
  });

  it('knows nothing where nobody was watched so long, and of 0 only what so many cases can say', () => {
    expect(incidenceIntervalAt(aalenJohansen([], ENDS), 'won', 1, 0)).toBeNull();
    const points = aalenJohansen(observed([2, 'lost'], [9, null], [9, null]), ENDS);
    expect(incidenceIntervalAt(points, 'won', 5, 3)).toEqual(wilsonInterval(0, 3));
  });

  it('covers the true share in 95 of 100 cohorts or nearly, with one in three cases still open', () => {
    const random = seededRandom(1978);
    const runs = 1_000;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const cases = Array.from({ length: 60 }, (): CompetingObservation<End> => {
        const [ends, watched] = [-10 * Math.log(1 - random()), random() * 30];
        return ends > watched
          ? { duration: watched, cause: null }
          : { duration: ends, cause: random() < 0.6 ? 'won' : 'lost' };
      });
      const known = cases.filter(({ duration, cause }) => cause !== null || duration >= 10).length;
      const { low, high } = incidenceIntervalAt(aalenJohansen(cases, ENDS), 'won', 10, known)!;
      const truth = 0.6 * (1 - Math.exp(-1));
      covered += Number(low <= truth && truth <= high);
    }
    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThan(0.97);
  });
});

describeWithData('crm/maven/sales_pipeline.csv', 'aalenJohansen on the Maven pipeline', () => {
  it('finds one half won within 120 days of engaging', () => {
    const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
    const asOf = dayOf('2017-12-31');
    const cases = readPlainCsv('crm/maven/sales_pipeline.csv')
      .filter(({ engage_date }) => engage_date !== '')
      .map(({ engage_date, close_date, deal_stage }): CompetingObservation<End> => {
        const cause = deal_stage === 'Won' ? 'won' : deal_stage === 'Lost' ? 'lost' : null;
        const until = cause === null ? asOf : dayOf(close_date!);
        return { duration: until - dayOf(engage_date!), cause };
      });
    expect(incidenceAt(aalenJohansen(cases, ENDS), 'won', 120)).toBeCloseTo(0.5, 3);
  });
});
