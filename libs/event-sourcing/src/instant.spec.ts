import fc from 'fast-check';
import { canonicalInstant, instantOfMicros, isCanonicalInstant, microsOfInstant } from './instant';

describe('canonical instants', () => {
  it.each([
    ['an offset', '2026-09-02T10:12:13+02:00', '2026-09-02T08:12:13.000000Z'],
    ['an offset without colon', '2026-09-02T10:12:13.5-0530', '2026-09-02T15:42:13.500000Z'],
    ['a lower-case t and z', '2026-09-02t10:12:13z', '2026-09-02T10:12:13.000000Z'],
    ['a space between date and time', '2026-09-02 10:12:13Z', '2026-09-02T10:12:13.000000Z'],
    ['a decimal comma', '2026-09-02T10:12:13,123Z', '2026-09-02T10:12:13.123000Z'],
    ['more than six decimals, which are cut off', '2026-09-02T10:12:13.123456999Z', '2026-09-02T10:12:13.123456Z'],
    ['very many decimals', `2026-09-02T10:12:13.${'9'.repeat(40)}Z`, '2026-09-02T10:12:13.999999Z'],
    ['an offset over the end of a year', '2026-12-31T23:59:59.999999-01:00', '2027-01-01T00:59:59.999999Z'],
    ['29 February of a leap year', '2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000Z'],
    ['29 February 2000', '2000-02-29T12:00:00+00:00', '2000-02-29T12:00:00.000000Z'],
    ['the first accepted instant', '1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000000Z'],
    ['the last accepted one', '2199-12-31T23:59:59.999999Z', '2199-12-31T23:59:59.999999Z'],
    ['an unknown local offset', '2026-09-02T10:12:13-00:00', '2026-09-02T10:12:13.000000Z'],
  ])('are made from text with %s', (_, text, instant) => {
    expect(canonicalInstant(text)).toBe(instant);
  });

  it.each([
    ['no offset: it needs a zone first', '2026-09-02T10:12:13'],
    ['a date only', '2026-09-02'],
    ['no seconds', '2026-09-02T10:12Z'],
    ['30 February', '2026-02-30T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['29 February 2100', '2100-02-29T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['minute 60', '2026-01-01T00:60:00Z'],
    ['hour 25', '2026-01-01T25:00:00Z'],
    ['hour 24, which RFC 3339 does not have', '2026-01-01T24:00:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['60 minutes of offset', '2026-01-01T00:00:00+01:60'],
    ['an offset of 25 hours', '2026-01-01T00:00:00+25:00'],
    ['a year before 1900', '1899-12-31T23:59:59Z'],
    ['an offset that leads before 1900', '1900-01-01T00:00:00+00:01'],
    ['a year after 2199', '2200-01-01T00:00:00Z'],
    ['text around it', ' 2026-01-01T00:00:00Z'],
    ['a line feed after it', '2026-01-01T00:00:00Z\n'],
    ['nothing', ''],
  ])('are not made from text with %s', (_, text) => {
    expect(canonicalInstant(text)).toBeNull();
  });

  const micros = fc.integer({ min: Date.UTC(1900, 0, 1) * 1000, max: Date.UTC(2200, 0, 1) * 1000 - 1 });

  it('and microseconds are each other, from 1900 to 2199', () => {
    fc.assert(
      fc.property(micros, (count) => {
        const instant = instantOfMicros(count);
        expect(isCanonicalInstant(instant)).toBe(true);
        expect(microsOfInstant(instant)).toBe(count);
        expect(canonicalInstant(instant)).toBe(instant);
      }),
    );
  });

  it('are of the same day as any other calendar says, every day from 1900 to 2199', () => {
    for (let ms = Date.UTC(1900, 0, 1); ms < Date.UTC(2200, 0, 1); ms += 86_400_000) {
      const text = new Date(ms).toISOString();
      if (microsOfInstant(canonicalInstant(text)!) !== ms * 1000) throw new Error(`${text} is read as another day.`);
    }
  });

  it('sort as text in the order of time', () => {
    fc.assert(
      fc.property(micros, micros, (a, b) => {
        expect(Math.sign(a - b)).toBe(
          instantOfMicros(a) < instantOfMicros(b) ? -1 : instantOfMicros(a) > instantOfMicros(b) ? 1 : 0,
        );
      }),
    );
  });

  it('are recognised only in their one spelling', () => {
    expect(isCanonicalInstant('2026-09-02T10:12:13.123456Z')).toBe(true);
    for (const text of ['2026-09-02T10:12:13Z', '2026-09-02T10:12:13.123456+00:00', '2026-02-30T10:12:13.123456Z']) {
      expect(isCanonicalInstant(text)).toBe(false);
    }
  });
});
