import { describeWithData, PLACEBO, readPlainCsv, TREATED } from '../testing';
import { logRank } from './log-rank';

describe('logRank', () => {
  it('finds the published difference of the leukaemia trial', () => {
    const result = logRank(TREATED, PLACEBO)!;
    expect(result.statistic).toBeCloseTo(16.793, 3);
    expect(result.observed).toBe(9);
    expect(result.expected).toBeCloseTo(19.25, 2);
    expect(result.pValue).toBeCloseTo(4.17e-5, 7);
  });

  it('does not depend on which group comes first', () => {
    expect(logRank(PLACEBO, TREATED)!.statistic).toBeCloseTo(logRank(TREATED, PLACEBO)!.statistic, 10);
  });

  it('finds nothing between a group and itself', () => {
    expect(logRank(TREATED, TREATED)!.statistic).toBeCloseTo(0, 12);
  });

  it('says nothing where nothing can differ', () => {
    expect(logRank([], TREATED)).toBeNull();
    expect(logRank([{ duration: 1, isEvent: false }], [{ duration: 2, isEvent: true }])).toBeNull();
  });
});

describeWithData('statistics/lung.csv', 'logRank on the lung cancer data of the NCCTG', () => {
  it('finds the published χ² of 10.3267 between men and women', () => {
    const patients = readPlainCsv('statistics/lung.csv').map(({ time, status, sex }) => ({
      duration: Number(time),
      isEvent: status === '1',
      sex,
    }));
    const [men, women] = ['1', '2'].map((which) => patients.filter(({ sex }) => sex === which));
    const result = logRank(men!, women!)!;
    expect(result.statistic).toBeCloseTo(10.3267, 4);
    expect(result.pValue).toBeCloseTo(0.001311, 6);
  });
});
