/**
 * Instants are text in one canonical spelling, `2026-09-02T10:12:13.123456Z`: UTC, always six decimals. Canonical
 * instants sort as text in the order of time, and JSON, PostgreSQL and people can all read them.
 */

/** Microseconds since 1970-01-01T00:00Z. Exact in a number for the years 1900 to 2199 that are accepted here. */
export type Micros = number;

const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:[.,](\d{1,9})\d*)?(?:([Zz])|([+-]\d{2}):?(\d{2}))$/;
const CANONICAL = /^(?:19|20|21)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const EARLIEST_MS = Date.UTC(1900, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

const MICROS_PER_SECOND = 1_000_000;
const SECONDS_PER_DAY = 86_400;
const CANONICAL_LENGTH = 27;

/**
 * Days since 1970-01-01 of a date of the Gregorian calendar, by counting in years that begin in March: then a leap day
 * is the last day of its year. Source: Howard Hinnant, chrono-compatible low-level date algorithms.
 */
const dayOf = (year: number, month: number, day: number): number => {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays = ((marchYear / 4) | 0) - ((marchYear / 100) | 0) + ((marchYear / 400) | 0);
  return marchYear * 365 + leapDays + (((153 * marchMonth + 2) / 5) | 0) + day - 719_469;
};

const ZERO = '0'.charCodeAt(0);
const digit = (text: string, at: number): number => text.charCodeAt(at) - ZERO;
const number2 = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const daysIn = (year: number, month: number): number => {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
};

/** Days since 1970 of the date that a text begins with, `2026-09-02`; NaN for a date that does not exist. */
const dayAtStartOf = (text: string): number => {
  const year = number2(text, 0) * 100 + number2(text, 2);
  const [month, day] = [number2(text, 5), number2(text, 8)];
  return day >= 1 && day <= daysIn(year, month) ? dayOf(year, month, day) : NaN;
};

/** `+05:30` → 330 minutes; null beyond a day, or for 60 minutes and more in the minutes' place. */
const offsetMinutesOf = (hours: string, minutes: string): number | null => {
  const total = Number(hours.slice(1)) * 60 + Number(minutes);
  if (Number(minutes) > 59 || total > 24 * 60) return null;
  return hours.startsWith('-') ? -total : total;
};

const MINUTES_OF_DAY = 1_440;

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** RFC 3339 text with an offset → canonical instant, decimals beyond the sixth cut off; null where it is not one. */
export const canonicalInstant = (text: string): string | null => {
  const parts = RFC3339.exec(text);
  if (parts === null) return null;
  const [, date, time, fraction = '', zulu, offsetHours, offsetMinutes] = parts;
  const offset = zulu === undefined ? offsetMinutesOf(offsetHours!, offsetMinutes!) : 0;
  const dayMs = dayAtStartOf(date!) * SECONDS_PER_DAY * 1000;
  if (offset === null || Number.isNaN(dayMs)) return null;
  const minuteOfDay = number2(time!, 0) * 60 + number2(time!, 3) - offset;
  const utcMs = dayMs + minuteOfDay * 60_000 + number2(time!, 6) * 1000;
  if (utcMs < EARLIEST_MS || utcMs >= LATEST_MS) return null;
  const isSameDay = minuteOfDay >= 0 && minuteOfDay < MINUTES_OF_DAY;
  const day = isSameDay ? date! : new Date(utcMs).toISOString().slice(0, 10);
  const shown = isSameDay ? minuteOfDay : (minuteOfDay + 2 * MINUTES_OF_DAY) % MINUTES_OF_DAY;
  const clock = `${twoDigits(Math.floor(shown / 60))}:${twoDigits(shown % 60)}:${time!.slice(6)}`;
  return `${day}T${clock}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
};

export const isCanonicalInstant = (text: string): boolean => CANONICAL.test(text) && canonicalInstant(text) === text;

/** Canonical instant → microseconds. The inverse of `instantOfMicros`. Read digit by digit: tables are full of instants. */
export const microsOfInstant = (instant: string): Micros => {
  if (instant.length !== CANONICAL_LENGTH)
    return Date.parse(`${instant.slice(0, 19)}Z`) * 1000 + Number(instant.slice(20, 26));
  const day = dayAtStartOf(instant);
  const second = number2(instant, 11) * 3600 + number2(instant, 14) * 60 + number2(instant, 17);
  const fraction = number2(instant, 20) * 10_000 + number2(instant, 22) * 100 + number2(instant, 24);
  return (day * SECONDS_PER_DAY + second) * MICROS_PER_SECOND + fraction;
};

/** `2026-09-02` of a day since 1970. Neighbours in a table often share their day: the last is kept. */
const dateOf = ((): ((day: number) => string) => {
  let lastDay = NaN;
  let lastDate = '';
  return (day) => {
    if (day !== lastDay) lastDate = new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
    lastDay = day;
    return lastDate;
  };
})();

/** Microseconds → canonical instant. The inverse of `microsOfInstant`. */
export const instantOfMicros = (micros: Micros): string => {
  const seconds = Math.floor(micros / MICROS_PER_SECOND);
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  const ofDay = seconds - day * SECONDS_PER_DAY;
  const minutes = Math.floor(ofDay / 60);
  const clock = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(ofDay % 60)}`;
  return `${dateOf(day)}T${clock}.${String(micros - seconds * MICROS_PER_SECOND).padStart(6, '0')}Z`;
};
