import { durationOption, expiryOption } from './lifetime-option';

const NOW = Date.parse('2026-09-02T10:00:00Z');
const expiry = (text: string): string => new Date(expiryOption('--expires', text, NOW)).toISOString();

describe('how long a key lives', () => {
  it('is a length of time from now on, or an instant', () => {
    expect(expiry('90d')).toBe('2026-12-01T10:00:00.000Z');
    expect(expiry('12h')).toBe('2026-09-02T22:00:00.000Z');
    expect(expiry('30m')).toBe('2026-09-02T10:30:00.000Z');
    expect(expiry('2027-01-31T00:00:00+01:00')).toBe('2027-01-30T23:00:00.000Z');
    expect(durationOption('--overlap', '7d')).toBe(7 * 86_400_000);
  });

  it.each(['0d', '-1d', '90', '90 d', '1w', 'soon', '', '2027-01-31', '2026-09-02T10:00:00Z', '1999-01-01T00:00:00Z'])(
    'is not "%s"',
    (text) => expect(() => expiry(text)).toThrow(/--expires is/),
  );
});
