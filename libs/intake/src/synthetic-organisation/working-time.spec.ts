import { instantOfMicros } from '@gemba/event-sourcing';
import { DAY_BS, WorkingTime } from './working-time';

const at = (time: WorkingTime, businessSeconds: number): string | null => {
  const micros = time.instantAt(businessSeconds);
  return micros === null ? null : instantOfMicros(micros);
};

describe('WorkingTime', () => {
  const time = new WorkingTime('2025-01-01', 365, 'Europe/Berlin');

  it('begins on the first working day at nine by the local clock, here after the new year holiday', () => {
    expect(at(time, 0)).toBe('2025-01-02T08:00:00.000000Z');
  });

  it('goes from the last second of a Friday to nine on Monday', () => {
    expect(at(time, 2 * DAY_BS - 1)).toBe('2025-01-03T15:59:59.000000Z');
    expect(at(time, 2 * DAY_BS)).toBe('2025-01-06T08:00:00.000000Z');
  });

  it('keeps nine by the local clock when the clocks change', () => {
    const opensOn = (date: string): string | undefined =>
      Array.from({ length: 250 }, (_, day) => at(time, day * DAY_BS)!).find((instant) => instant.startsWith(date));
    expect(opensOn('2025-03-28')).toBe('2025-03-28T08:00:00.000000Z');
    expect(opensOn('2025-03-31')).toBe('2025-03-31T07:00:00.000000Z');
    expect(opensOn('2025-10-27')).toBe('2025-10-27T08:00:00.000000Z');
  });

  it('has no time after its end', () => {
    expect(at(time, time.length - 1)).toBe('2025-12-30T15:59:59.000000Z');
    expect(at(time, time.length)).toBeNull();
  });

  it('knows the year its last midnight belongs to', () => {
    expect(time.years).toEqual([2025, 2026]);
    expect(instantOfMicros(time.start)).toBe('2024-12-31T23:00:00.000000Z');
    expect(instantOfMicros(time.end)).toBe('2025-12-31T23:00:00.000000Z');
  });
});
