import fc from 'fast-check';
import { describeWithData, readPlainCsv } from '../testing';
import { aalenJohansen, type CompetingObservation, incidenceAt } from './aalen-johansen';
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
