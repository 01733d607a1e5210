import { microsOfInstant } from '@gemba/event-sourcing';
import { type WorkingHours } from '@gemba/sales-process/sales.events';
import fc from 'fast-check';
import { instant } from '../testing';
import { businessCalendar, type BusinessCalendar, businessSecondsBetween } from './business-calendar';

const HOUR = 3600;
const every = (from: string, to: string, weekdays = [1, 2, 3, 4, 5, 6, 7]): WorkingHours[] =>
  weekdays.map((weekday) => ({ weekday, from, to }));

const calendarOf = (tz: string, hours: readonly WorkingHours[], holidays: readonly string[] = []): BusinessCalendar =>
  businessCalendar({ organisationId: 'acme', calendarId: 'office', version: 1, tz, hours, holidays })!;

const between = (calendar: BusinessCalendar, from: string, to: string): number =>
  businessSecondsBetween(calendar, microsOfInstant(instant(from)), microsOfInstant(instant(to)));

const weekdays = every('09:00', '17:00', [1, 2, 3, 4, 5]);

describe('businessSecondsBetween', () => {
  const office = calendarOf('Europe/Berlin', weekdays, ['2026-04-03', '2026-04-06']);

  it('counts working hours alone, in the zone of the calendar', () => {
    // Monday 2 March 2026, 09:00 to 17:00 in Berlin is 08:00 to 16:00 UTC.
    expect(between(office, '2026-03-02 00:00', '2026-03-03 00:00')).toBe(8 * HOUR);
    expect(between(office, '2026-03-02 15:00', '2026-03-03 09:00')).toBe(2 * HOUR);
  });

  it('leaves out nights, weekends and holidays', () => {
    expect(between(office, '2026-03-06 16:00', '2026-03-09 08:00')).toBe(0);
    // Good Friday to Easter Monday.
    expect(between(office, '2026-04-02 00:00', '2026-04-08 00:00')).toBe(2 * 8 * HOUR);
  });

  it('is exact to the microsecond', () => {
    expect(between(office, '2026-03-02T08:00:00.000001Z', '2026-03-02T08:00:00.250000Z')).toBe(0.249999);
  });

  it('keeps to the clock on the wall when it changes', () => {
    // 27 March is in winter time, 30 March in summer time; both have eight hours.
    expect(between(office, '2026-03-27 00:00', '2026-03-31 00:00')).toBe(2 * 8 * HOUR);
    expect(between(office, '2026-03-30 06:59', '2026-03-30 07:01')).toBe(60);
  });

  it('is 0 backwards from nothing to nothing, and negative backwards', () => {
    expect(between(office, '2026-03-02 12:00', '2026-03-02 12:00')).toBe(0);
    expect(between(office, '2026-03-02 13:00', '2026-03-02 12:00')).toBe(-HOUR);
  });

  it('counts stretches that overlap once, and breaks not at all', () => {
    const split = calendarOf('UTC', [
      ...every('09:00', '12:00'),
      ...every('11:00', '12:30'),
      ...every('13:00', '17:00'),
    ]);
    expect(between(split, '2026-03-02 00:00', '2026-03-03 00:00')).toBe(7.5 * HOUR);
    expect(split.stretches.filter(({ day }) => day === '2026-03-02').map(({ stretchNo }) => stretchNo)).toEqual([1, 2]);
  });

  it('adds up, wherever a span is cut', () => {
    const bound = fc.integer({
      min: microsOfInstant(instant('2026-01-01 00:00')),
      max: microsOfInstant(instant('2027-01-01 00:00')),
    });
    fc.assert(
      fc.property(fc.tuple(bound, bound, bound), (bounds) => {
        const [a, b, c] = bounds.sort((x, y) => x - y) as [number, number, number];
        const whole = businessSecondsBetween(office, a, c) * 1_000_000;
        const parts = (businessSecondsBetween(office, a, b) + businessSecondsBetween(office, b, c)) * 1_000_000;
        expect(Math.round(parts)).toBe(Math.round(whole));
      }),
    );
  });
});

describe('days on which the clock changes, worked around the clock', () => {
  const dayLength = (tz: string, day: string): number =>
    calendarOf(tz, every('00:00', '24:00'))
      .stretches.filter((stretch) => stretch.day === day)
      .reduce((sum, { opensS, closesS }) => sum + closesS - opensS, 0) / HOUR;

  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Europe/Berlin', '2026-10-26', 24],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    // The clock skips the hour after midnight.
    ['America/Asuncion', '2023-10-01', 23],
    // Samoa moved across the date line: that Friday never was.
    ['Pacific/Apia', '2011-12-30', 0],
    ['Pacific/Apia', '2011-12-31', 24],
    // Summer time broke off for Ramadan and came back within five weeks.
    ['Africa/Casablanca', '2024-03-10', 25],
    ['Africa/Casablanca', '2024-04-14', 23],
  ])('%s on %s has %d hours', (tz, day, hours) => {
    expect(dayLength(tz, day)).toBe(hours);
  });

  it('has no time in an hour that the clock skips, and both of an hour that it repeats', () => {
    const night = calendarOf('Europe/Berlin', every('02:00', '03:00'));
    const secondsOn = (day: string) =>
      night.stretches.filter((stretch) => stretch.day === day).map(({ opensS, closesS }) => closesS - opensS);
    expect(secondsOn('2026-03-29')).toEqual([]);
    expect(secondsOn('2026-10-25')).toEqual([2 * HOUR]);
    expect(secondsOn('2026-10-26')).toEqual([HOUR]);
  });
});

describe('businessCalendar', () => {
  it('is none for a zone that the platform does not know', () => {
    const published = {
      organisationId: 'acme',
      calendarId: 'c',
      version: 1,
      tz: 'Mars/Olympus',
      hours: [],
      holidays: [],
    };
    expect(businessCalendar(published)).toBeNull();
  });

  it('has no business time without hours', () => {
    expect(between(calendarOf('UTC', []), '2026-01-01 00:00', '2026-12-31 00:00')).toBe(0);
  });
});
