import { type CustomTypesConfig, types } from 'pg';

/** Type ids of PostgreSQL's catalog; they never change. */
const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`The bigint ${text} is beyond 2^53. Select it as text where such values can occur.`);
  }
  return value;
};

/** `2026-09-02 10:12:13.1+00` → `2026-09-02T10:12:13.100000Z`; the session's zone is UTC. */
const canonicalInstant = (text: string): string => {
  if (text.length < 22) return text; // infinity and -infinity
  const fraction = text.slice(20, text.length - 3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(6, '0')}Z`;
};

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: wholeNumber,
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: canonicalInstant,
};

/**
 * How values come back from PostgreSQL: bigint as a whole number (never rounded: beyond 2^53 it throws), timestamptz
 * as a canonical instant (a Date would lose the microseconds), date as its text (a Date would shift it by the zone).
 */
export const COLUMN_TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format ?? 'text') === 'text' && oid in PARSERS ? PARSERS[oid] : types.getTypeParser(oid, format)) as never,
};
