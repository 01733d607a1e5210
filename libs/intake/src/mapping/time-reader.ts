import { canonicalInstant } from '@gemba/event-sourcing';
import { quoted, refuse } from '../envelope/fault-codes';
import { isTimeZone, utcTimesOf } from '../envelope/time-zone';
import { type LocalTime, localTimeReader, parseIsoLocal } from './local-time';
import { type TimeRule } from './mapping-file';
import { type Problems } from './problems';
import { type ReadTime } from '../rows/source-row';

/** Reads one time; throws `Refused` for a text that is none, or that cannot be placed. */
export type TimeReader = (text: string, field: string) => ReadTime;

const instantOf = (utcMs: number, fraction: string): string | null =>
  canonicalInstant(`${new Date(utcMs).toISOString().slice(0, 19)}.${fraction.padEnd(6, '0')}Z`);

const unreadable = (text: string, field: string, wanted: string): never =>
  refuse('invalid', field, `${field} is ${quoted(text)}, no time that can be read. ${wanted}`);

const EPOCH = /^-?\d{1,14}$/;

const epochReader = (unitMs: number): TimeReader => {
  return (text, field) => {
    const instant = EPOCH.test(text) ? canonicalInstant(isoOf(Number(text) * unitMs)) : null;
    return { instant: instant ?? unreadable(text, field, 'Send a whole number.'), precision: undefined };
  };
};

const EPOCH_MS_MAX = 8.64e15;

const isoOf = (utcMs: number): string => (Math.abs(utcMs) <= EPOCH_MS_MAX ? new Date(utcMs).toISOString() : '');

/** Places local times in UTC, by the rules of a zone and of what to do where the clocks change. */
const placerOf = (zone: string, ambiguous: TimeRule['ambiguous']) => {
  const utcTimes = utcTimesOf(zone);
  return ({ localMs, fraction, isDate }: LocalTime, text: string, field: string): string => {
    const [earlier, later] = utcTimes(localMs);
    if (earlier === undefined) {
      // A day may begin in a gap; it still is that day, and no more was said.
      if (isDate) return instantOf(utcTimes(localMs + 3_600_000)[0] ?? localMs, '')!;
      const message = `${field} is ${quoted(text)}, a time that never was in ${zone}: the clocks went forward over it. Correct it at the source.`;
      return refuse('time-in-gap', field, message);
    }
    if (later === undefined || isDate)
      return instantOf(earlier, fraction) ?? unreadable(text, field, 'Use 1900 to 2199.');
    if (ambiguous !== undefined) return instantOf(ambiguous === 'earlier' ? earlier : later, fraction)!;
    const message = `${field} is ${quoted(text)}, a time that happened twice in ${zone} as the clocks went back. State in the mapping time.ambiguous: earlier or later.`;
    return refuse('time-ambiguous', field, message);
  };
};

const withoutZone = (_: LocalTime, text: string, field: string): never =>
  refuse(
    'time-without-zone',
    field,
    `${field} is ${quoted(text)}, a time without offset. State in the mapping the zone it was written in: time.zone.`,
  );

const zonedReader = (rule: TimeRule, parse: (text: string) => LocalTime | null, wanted: string): TimeReader => {
  const { zone, ambiguous } = rule;
  const place = zone !== undefined && isTimeZone(zone) ? placerOf(zone, ambiguous) : withoutZone;
  return (text, field) => {
    const trimmed = text.trim();
    const instant = canonicalInstant(trimmed);
    if (instant !== null) return { instant, precision: undefined };
    const local = parse(trimmed) ?? unreadable(text, field, wanted);
    return { instant: place(local, text, field), precision: local.isDate ? 'day' : undefined };
  };
};

/** The mapping's way of reading times. Times with an offset are always read by it; the zone is for those without. */
export const timeReaderOf = (rule: TimeRule, problems: Problems): TimeReader => {
  const { zone, format = 'iso' } = rule;
  if (zone !== undefined && !isTimeZone(zone)) {
    problems.add('time.zone', zone, 'write an IANA time zone, such as Europe/Amsterdam or UTC');
  }
  if (format === 'unix-seconds') return epochReader(1000);
  if (format === 'unix-milliseconds') return epochReader(1);
  if (format === 'iso') return zonedReader(rule, parseIsoLocal, 'Write ISO 8601, or state the pattern as time.format.');
  const parse = localTimeReader(format);
  if (parse === null) {
    problems.add(
      'time.format',
      format,
      'write iso, unix-seconds, unix-milliseconds, or a pattern with YYYY, MM and DD',
    );
  }
  return zonedReader(rule, parse ?? parseIsoLocal, `The mapping says it reads ${format}.`);
};
