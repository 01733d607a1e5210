import { describeWithData, readPlainCsv, TREATED } from '../testing';
import { kaplanMeier, type Observation } from './kaplan-meier';
import { survivalQuantile } from './survival-quantile';

const allEnding = (durations: readonly number[]): Observation[] =>
  durations.map((duration) => ({ duration, isEvent: true }));

describe('survivalQuantile', () => {
  it('finds the published median of the leukaemia trial, 23 weeks, open above', () => {
    expect(survivalQuantile(kaplanMeier(TREATED), 0.5)).toEqual({ value: 23, low: 13, high: null });
  });

  it('takes the first time at which the curve stands exactly at the level', () => {
    expect(survivalQuantile(kaplanMeier(allEnding([1, 2, 3, 4])), 0.5).value).toBe(2);
    expect(survivalQuantile(kaplanMeier(allEnding([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])), 0.9).value).toBe(9);
  });

  it('is unknown where too few have ended, and for nobody', () => {
    const unknown = { value: null, low: null, high: null };
    expect(survivalQuantile(kaplanMeier([]), 0.5)).toEqual(unknown);
    expect(survivalQuantile(kaplanMeier([{ duration: 3, isEvent: false }]), 0.5)).toEqual(unknown);
  });

  it('knows no upper end once everybody has ended at one time', () => {
    expect(survivalQuantile(kaplanMeier(allEnding([7])), 0.5)).toEqual({ value: 7, low: 7, high: null });
  });

  it('refuses a share that is none', () => {
    expect(() => survivalQuantile(kaplanMeier(TREATED), 1)).toThrow(
      new RangeError('share: 1 is outside (0, 1); give 0.5 for the median'),
    );
  });
});

describeWithData('statistics/lung.csv', 'survivalQuantile on the lung cancer data of the NCCTG', () => {
  const patients = readPlainCsv('statistics/lung.csv').map(({ time, status, sex }) => ({
    duration: Number(time),
    isEvent: status === '1',
    sex,
  }));

  it('finds the published median of 310 days, 284 to 361, from 165 events among 228 patients', () => {
    const curve = kaplanMeier(patients);
    expect([curve.n, curve.events]).toEqual([228, 165]);
    expect(survivalQuantile(curve, 0.5)).toEqual({ value: 310, low: 284, high: 361 });
  });

  it('finds 270 days for men and 426 for women', () => {
    const medianOf = (which: string) =>
      survivalQuantile(kaplanMeier(patients.filter(({ sex }) => sex === which)), 0.5).value;
    expect([medianOf('1'), medianOf('2')]).toEqual([270, 426]);
  });
});
