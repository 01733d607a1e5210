import fc from 'fast-check';
import { kaplanMeier, type Observation } from './kaplan-meier';
import { TREATED } from '../testing/published-trials';

const lasting = (duration: number): Observation => ({ duration, isEvent: true });
const lost = (duration: number): Observation => ({ duration, isEvent: false });

describe('kaplanMeier', () => {
  it('agrees with the treated group of the leukaemia trial of Freireich et al. (1963)', () => {
    const events = kaplanMeier(TREATED).points.filter((point) => point.events > 0);
    expect(events.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [6, 21],
      [7, 17],
      [10, 15],
      [13, 12],
      [16, 11],
      [22, 7],
      [23, 6],
    ]);
    const published = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482];
    events.forEach(({ survival }, i) => expect(survival).toBeCloseTo(published[i]!, 4));
  });

  it('gives the standard errors that Greenwood published', () => {
    const errors = kaplanMeier(TREATED)
      .points.filter((point) => point.events > 0)
      .map(({ survival, varianceOfLog }) => survival * Math.sqrt(varianceOfLog));
    [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346].forEach((error, i) =>
      expect(errors[i]).toBeCloseTo(error, 4),
    );
  });

  it('has no point without observations', () => {
    expect(kaplanMeier([])).toEqual({ n: 0, events: 0, censored: 0, points: [] });
  });

  it('keeps survival at 1 while every case is censored', () => {
    expect(kaplanMeier([lost(1), lost(2)]).points.map(({ survival }) => survival)).toEqual([1, 1]);
  });

  it('counts a case that is censored at the time of an event as still at risk there', () => {
    expect(kaplanMeier([lasting(5), lost(5)]).points).toMatchObject([
      { atRisk: 2, events: 1, censored: 1, survival: 0.5 },
    ]);
  });

  it('falls to 0 with the last event, where the variance has no bound', () => {
    expect(kaplanMeier([lasting(0)]).points).toEqual([
      { time: 0, atRisk: 1, events: 1, censored: 0, survival: 0, varianceOfLog: Infinity },
    ]);
  });

  it('refuses what is no length of time', () => {
    expect(() => kaplanMeier([lasting(-1)])).toThrow(
      new RangeError('duration: -1 is no length of time; give finite numbers of 0 or more'),
    );
    expect(() => kaplanMeier([lost(NaN)])).toThrow(RangeError);
  });

  it('without censoring is the share of cases that last longer', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1 }), (durations) => {
        for (const { time, survival } of kaplanMeier(durations.map(lasting)).points) {
          const longer = durations.filter((duration) => duration > time).length;
          expect(survival).toBeCloseTo(longer / durations.length, 12);
        }
      }),
    );
  });
});
