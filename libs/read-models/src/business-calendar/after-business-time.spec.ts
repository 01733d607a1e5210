import fc from 'fast-check';
import { instantOfMicros, microsOfInstant } from '@gemba/event-sourcing';
import { contextOf } from '../context';
import { instant, officeHours } from '../testing';
import { afterBusinessTime } from './after-business-time';
import { businessSecondsBetween } from './business-calendar';

const HOUR = 3600;
const calendar = contextOf([officeHours('Europe/Berlin', ['2026-04-06'])]).calendars.get('office')!;
const after = (from: string, hours: number): string =>
  instantOfMicros(afterBusinessTime(calendar, microsOfInstant(instant(from)), hours * HOUR)!);

describe('afterBusinessTime', () => {
  it('counts working hours alone, over nights, weekends, holidays and changes of the clocks', () => {
    expect(after('2026-03-02 08:00', 3)).toBe(instant('2026-03-02 11:00'));
    expect(after('2026-03-06 15:00', 2)).toBe(instant('2026-03-09 09:00'));
    expect(after('2026-03-07 12:00', 1)).toBe(instant('2026-03-09 09:00'));
    // From Friday over the clocks' change and Easter Monday: summer time on Tuesday.
    expect(after('2026-03-27 15:00', 1.5)).toBe(instant('2026-03-30 07:30'));
    expect(after('2026-04-03 14:00', 3)).toBe(instant('2026-04-07 09:00'));
  });

  it('ends with the working day that it fills, and at once when nothing is to pass', () => {
    expect(after('2026-03-02 08:00', 8)).toBe(instant('2026-03-02 16:00'));
    expect(after('2026-03-07 12:00', 0)).toBe(instant('2026-03-07 12:00'));
  });

  it('is unknown beyond the years that the calendar is laid out for', () => {
    expect(afterBusinessTime(calendar, microsOfInstant(instant('2059-12-30 08:00')), 1_000 * HOUR)).toBeNull();
  });

  it('is what business seconds between two instants say backwards', () => {
    const from = microsOfInstant(instant('2026-01-01 00:00'));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000_000 }), fc.integer({ min: 1, max: 2_000_000 }), (startS, bs) => {
        const start = from + startS * 1_000_000;
        expect(businessSecondsBetween(calendar, start, afterBusinessTime(calendar, start, bs)!)).toBe(bs);
      }),
    );
  });
});
