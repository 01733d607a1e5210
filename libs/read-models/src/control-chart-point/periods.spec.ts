import { instant } from '../testing';
import { hasEnded, periodAfter, periodOf, withoutGaps } from './periods';

describe('periods', () => {
  it('are months, and weeks from Monday, in UTC', () => {
    expect(periodOf('month', instant('2026-02-28 23:59'))).toBe('2026-02-01');
    // 1 March 2026 is a Sunday.
    expect(periodOf('week', instant('2026-03-01 23:59'))).toBe('2026-02-23');
    expect(periodOf('week', instant('2026-03-02 00:00'))).toBe('2026-03-02');
    expect(periodOf('week', instant('1969-12-28 12:00'))).toBe('1969-12-22');
  });

  it('follow each other over the ends of months and years', () => {
    expect(periodAfter('month', '2026-01-01')).toBe('2026-02-01');
    expect(periodAfter('month', '2025-12-01')).toBe('2026-01-01');
    expect(periodAfter('week', '2025-12-29')).toBe('2026-01-05');
    expect(withoutGaps('month', ['2026-04-01', '2026-01-01'])).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
      '2026-04-01',
    ]);
    expect(withoutGaps('week', [])).toEqual([]);
  });

  it('are over with their last microsecond', () => {
    expect(hasEnded('month', '2026-02-01', '2026-02-28T23:59:59.999999Z')).toBe(true);
    expect(hasEnded('month', '2026-02-01', '2026-02-28T23:59:59.999998Z')).toBe(false);
  });
});
