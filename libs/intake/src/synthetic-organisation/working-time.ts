import { type Micros } from '@gemba/event-sourcing';

const DAY_MS = 86_400_000;
/** A working day, 09:00 to 17:00. */
export const DAY_BS = 28_800;
export const OPENS_AT_HOUR = 9;
export const CLOSES_AT_HOUR = 17;

const FIXED_HOLIDAYS = ['01-01', '05-01', '10-03', '12-24', '12-25', '12-26', '12-31'];

/** The public holidays of the years, as local dates. */
export const holidaysOf = (years: readonly number[]): string[] =>
  years.flatMap((year) => FIXED_HOLIDAYS.map((day) => `${year}-${day}`));

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
const zoneOffset = (tz: string): ((utcMs: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (utcMs) => {
    const parts = new Map(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
    const [year, month, day] = [parts.get('year')!, parts.get('month')!, parts.get('day')!];
    return Date.UTC(year, month - 1, day, parts.get('hour')!, parts.get('minute')!, parts.get('second')!) - utcMs;
  };
};

/**
 * The period as people work through it: business seconds from its first working minute on, turned into instants. A
 * duration in business seconds therefore skips nights, weekends and holidays by itself.
 */
export class WorkingTime {
  readonly years: readonly number[];
  /** Business seconds in the whole period. */
  readonly length: number;
  readonly start: Micros;
  readonly end: Micros;
  readonly #opensAt: Micros[] = [];

  constructor(startDate: string, days: number, tz: string) {
    const offset = zoneOffset(tz);
    const firstMs = Date.parse(`${startDate}T00:00:00Z`);
    const dateAt = (day: number): Date => new Date(firstMs + day * DAY_MS);
    const localHour = (day: number, hour: number): Micros => {
      const wallMs = dateAt(day).getTime() + hour * 3_600_000;
      return (wallMs - offset(wallMs - offset(wallMs))) * 1_000;
    };
    this.years = [...new Set(Array.from({ length: days + 1 }, (_, day) => dateAt(day).getUTCFullYear()))];
    const holidays = new Set(holidaysOf(this.years));
    for (let day = 0; day < days; day++) {
      const date = dateAt(day);
      const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
      if (!weekend && !holidays.has(date.toISOString().slice(0, 10))) {
        this.#opensAt.push(localHour(day, OPENS_AT_HOUR));
      }
    }
    this.length = this.#opensAt.length * DAY_BS;
    this.start = localHour(0, 0);
    this.end = localHour(days, 0);
  }

  /** Null where the period is over. */
  instantAt(businessSeconds: number): Micros | null {
    const whole = Math.floor(businessSeconds);
    const opensAt = this.#opensAt[Math.floor(whole / DAY_BS)];
    return opensAt === undefined ? null : opensAt + (whole % DAY_BS) * 1_000_000;
  }
}
