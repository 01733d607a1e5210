import { join } from 'node:path';
import { instantIn, numberIn, oneOf, readableFile } from './command-line';

describe('the command line of a program of figures', () => {
  it('is taken where it says what it should', () => {
    expect(readableFile('--log', __filename, 'usage')).toBe(__filename);
    expect([numberIn('--share', '0.5', 0, 1), numberIn('--deals', '7', 1)]).toEqual([0.5, 7]);
    expect(oneOf('--only', 'bus', ['record', 'bus'])).toBe('bus');
    expect(instantIn('--as-of', '2026-09-02T10:00:00+02:00')).toBe('2026-09-02T08:00:00.000000Z');
  });

  it('is refused with option, fault and remedy: figures of a wrong question look like figures', () => {
    const nowhere = join(__dirname, 'nowhere');
    expect(() => readableFile('--log', undefined, 'npm run x')).toThrow('--log is missing. Usage: npm run x');
    expect(() => readableFile('--log', nowhere, '')).toThrow(/--log is ".*nowhere", which cannot be read \(ENOENT\)/);
    expect(() => readableFile('--log', __dirname, '')).toThrow(/which is no file. Give the path of a file/);
    expect(() => numberIn('--share', '7', 0, 1)).toThrow('--share is "7". Give a number from 0 to 1.');
    expect(() => numberIn('--deals', '', 1)).toThrow('--deals is "". Give a number from 1 up.');
    expect(() => oneOf('--only', 'all', ['record', 'bus'])).toThrow('--only is "all". Give one of record, bus.');
    expect(() => instantIn('--as-of', '2026-09-02')).toThrow('--as-of is "2026-09-02", no instant with an offset.');
  });
});
