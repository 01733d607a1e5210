import { endOfYesterday } from './end-of-yesterday';

describe('the end of yesterday', () => {
  it('is the last midnight of the zone', () => {
    expect(endOfYesterday(new Date('2026-03-10T15:00:00Z'), 'UTC')).toBe('2026-03-10T00:00:00.000000Z');
    expect(endOfYesterday(new Date('2026-03-10T15:00:00Z'), 'Asia/Tokyo')).toBe('2026-03-10T15:00:00.000000Z');
    expect(endOfYesterday(new Date('2026-03-10T14:59:59Z'), 'Asia/Tokyo')).toBe('2026-03-09T15:00:00.000000Z');
  });

  it('counts the hour that a change of clocks takes or gives', () => {
    expect(endOfYesterday(new Date('2026-03-29T12:00:00Z'), 'Europe/Amsterdam')).toBe('2026-03-28T23:00:00.000000Z');
    expect(endOfYesterday(new Date('2026-03-30T12:00:00Z'), 'Europe/Amsterdam')).toBe('2026-03-29T22:00:00.000000Z');
  });

  it('is the first instant of the date where midnight itself is skipped', () => {
    // Beirut's clocks went from 23:59:59 on 27 March to 01:00 on the 28th in 2021.
    expect(endOfYesterday(new Date('2021-03-28T12:00:00Z'), 'Asia/Beirut')).toBe('2021-03-27T22:00:00.000000Z');
  });
});
