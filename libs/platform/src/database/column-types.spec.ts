import { COLUMN_TYPES } from './column-types';

const parse = (oid: number, text: string): unknown => COLUMN_TYPES.getTypeParser(oid, 'text')(text);

describe('values that come back from PostgreSQL', () => {
  it('give bigint as a whole number, and never a rounded one', () => {
    expect(parse(20, '9007199254740991')).toBe(9007199254740991);
    expect(() => parse(20, '9007199254740993')).toThrow(/beyond 2\^53/);
  });

  it('give timestamptz as a canonical instant with all its microseconds', () => {
    expect(parse(1184, '2026-09-02 10:12:13.123456+00')).toBe('2026-09-02T10:12:13.123456Z');
    expect(parse(1184, '2026-09-02 10:12:13.1+00')).toBe('2026-09-02T10:12:13.100000Z');
    expect(parse(1184, '2026-09-02 10:12:13+00')).toBe('2026-09-02T10:12:13.000000Z');
    expect(parse(1184, 'infinity')).toBe('infinity');
  });

  it('give date as its own text', () => {
    expect(parse(1082, '2026-09-02')).toBe('2026-09-02');
  });
});
