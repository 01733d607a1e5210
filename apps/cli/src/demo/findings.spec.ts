import { type StageDuration, widestGap } from './findings';

const row = (stepKey: string, segment: string | null, kmP50D: number | null): StageDuration => ({
  ...{ stepKey, segment, segmentScope: segment === null ? 'all' : 'one', n: 10, completedN: 8, censoredN: 2 },
  ...{ kmP50D, kmP50LowD: null, kmP50HighD: null, meanCompletedD: null },
});

describe('widestGap', () => {
  it('names the step and segment whose median is most times that of the next', () => {
    const rows = [row('a', 'x', 4), row('a', 'y', 2), row('b', 'x', 9), row('b', 'y', 3), row('b', 'z', 1)];
    expect(widestGap(rows)).toEqual({ longest: rows[2], next: rows[3], timesLonger: 3 });
  });

  it('leaves out the row over all segments, and medians that are not known', () => {
    expect(widestGap([row('a', null, 9), row('a', 'x', 2), row('a', 'y', null)])).toBeNull();
  });

  it('finds nothing to compare with a median of zero', () => {
    expect(widestGap([row('a', 'x', 2), row('a', 'y', 0)])).toBeNull();
  });
});
