/** A time as a wall clock shows it, without offset, as if it were UTC. */
export interface LocalTime {
  readonly localMs: number;
  /** Digits after the second, up to nine; kept apart, since milliseconds hold only three. */
  readonly fraction: string;
  /** Only a date was given. */
  readonly isDate: boolean;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?)?$/;

interface ClockParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const localOf = (parts: ClockParts, fraction: string, isDate: boolean): LocalTime | null => {
  const { year, month, day, hour, minute, second } = parts;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const localMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(localMs);
  // Date.UTC carries 31 April over into May: only a date that comes back as it went in exists.
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { localMs, fraction, isDate } : null;
};

const numbered = (text: string | undefined): number => Number(text ?? 0);

/** `2017-03-26 02:30:00`, `2017-03-26T02:30`, `2017-03-26`; null for any other text. */
export const parseIsoLocal = (text: string): LocalTime | null => {
  const parts = ISO.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const clock = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: numbered(hour),
    minute: numbered(minute),
    second: numbered(second),
  };
  return localOf(clock, fraction, hour === undefined);
};

const TOKEN = /YYYY|SSS|MM|DD|HH|mm|ss/g;
const DIGITS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{1,2})',
  SSS: '(?<fraction>\\d{1,9})',
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

const expressionOf = (pattern: string): RegExp => {
  let source = '';
  let from = 0;
  for (const { 0: token, index } of pattern.matchAll(TOKEN)) {
    source += escaped(pattern.slice(from, index)) + DIGITS[token]!;
    from = index + token.length;
  }
  return new RegExp(`^${source}${escaped(pattern.slice(from))}$`);
};

/** A reader for times such as `DD.MM.YYYY HH:mm`; null for a pattern that lacks a date or says something twice. */
export const localTimeReader = (pattern: string): ((text: string) => LocalTime | null) | null => {
  const tokens: readonly string[] = pattern.match(TOKEN) ?? [];
  const hasDate = ['YYYY', 'MM', 'DD'].every((token) => tokens.includes(token));
  if (!hasDate || new Set(tokens).size !== tokens.length) return null;
  const expression = expressionOf(pattern);
  const isDate = !tokens.includes('HH');
  return (text) => {
    const found = expression.exec(text)?.groups;
    if (found === undefined) return null;
    const { year, month, day, hour, minute, second, fraction = '' } = found;
    const clock = {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: numbered(hour),
      minute: numbered(minute),
      second: numbered(second),
    };
    return localOf(clock, fraction, isDate);
  };
};
