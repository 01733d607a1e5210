import { canonicalInstant } from '@gemba/event-sourcing';
import { type ColumnType } from '@gemba/read-models';
import { unescapedInstant } from '../parameters/instant.parameter';

/** How values of a type of column are written in a query string, and how they are described. */
interface Values {
  /** What a value has to be, as the end of "it is not …". */
  readonly expected: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** The value as PostgreSQL takes it; null for a text that is none. */
  readonly read: (text: string) => string | number | boolean | null;
}

const TEXT_LENGTH_MAX = 512;
const INT4_MAX = 2 ** 31 - 1;
const WHOLE = /^-?\d{1,16}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const wholeUpTo = (most: number): Values => ({
  expected: 'a whole number',
  schema: { type: 'integer' },
  read: (text) => {
    const value = Number(text);
    return WHOLE.test(text) && Math.abs(value) <= most ? value : null;
  },
});

const TEXT: Values = {
  expected: `text of 1 to ${TEXT_LENGTH_MAX} characters`,
  schema: { type: 'string' },
  // PostgreSQL stores no NUL, so no row holds one.
  read: (text) => (text.length > 0 && text.length <= TEXT_LENGTH_MAX && !text.includes('\0') ? text : null),
};

const NUMBER: Values = {
  expected: 'a number',
  schema: { type: 'number' },
  read: (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null),
};

const NONE: Values = { expected: 'given at all: nobody can ask for it', schema: {}, read: () => null };

const VALUES: Readonly<Record<ColumnType, Values>> = {
  text: TEXT,
  'text[]': TEXT,
  uuid: {
    expected: 'a UUID',
    schema: { type: 'string', format: 'uuid' },
    read: (text) => (UUID.test(text) ? text.toLowerCase() : null),
  },
  smallint: wholeUpTo(2 ** 15 - 1),
  integer: wholeUpTo(INT4_MAX),
  'integer[]': wholeUpTo(INT4_MAX),
  bigint: wholeUpTo(Number.MAX_SAFE_INTEGER),
  'double precision': NUMBER,
  boolean: {
    expected: 'true or false',
    schema: { type: 'boolean' },
    read: (text) => (text === 'true' ? true : text === 'false' ? false : null),
  },
  date: {
    expected: 'a date; write it like 2026-09-02',
    schema: { type: 'string', format: 'date' },
    read: (text) => (canonicalInstant(`${text}T00:00:00Z`) === null ? null : text),
  },
  timestamptz: {
    expected: 'an instant with an offset; write it like 2026-09-02T10:12:13+02:00',
    schema: { type: 'string', format: 'date-time' },
    read: (text) => canonicalInstant(unescapedInstant(text)),
  },
  json: NONE,
};

export const valuesOf = (type: ColumnType): Values => VALUES[type];
