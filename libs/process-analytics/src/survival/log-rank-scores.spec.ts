import { PLACEBO, TREATED } from '../testing';
import { logRankScores } from './log-rank-scores';

describe('logRankScores', () => {
  it('sum, over one group, to observed minus expected events of the log-rank test, with the sign turned', () => {
    const scores = logRankScores([...TREATED, ...PLACEBO]);
    // Freireich's trial: 9 relapses among the treated where 19.25 were expected.
    expect(scores.subarray(0, TREATED.length).reduce((sum, score) => sum + score, 0)).toBeCloseTo(19.25 - 9, 2);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(0, 10);
  });

  it('are none for no cases, and 0 for a case that ended alone', () => {
    expect([...logRankScores([])]).toEqual([]);
    expect([...logRankScores([{ duration: 3, isEvent: true }])]).toEqual([0]);
  });
});
