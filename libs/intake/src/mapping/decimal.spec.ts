import fc from 'fast-check';
import { minorUnitsOf, numberOf } from './decimal';

describe('minor units of a decimal amount', () => {
  it.each([
    ['1054', 2, 105400],
    ['12.5', 2, 1250],
    ['0.29', 2, 29],
    ['-3.10', 2, -310],
    ['1.10000', 2, 110],
    ['1500', 0, 1500],
    ['-0', 2, 0],
    [' 7 ', 2, 700],
  ])('%s with %i decimals is %i', (text, decimals, minor) => {
    expect(minorUnitsOf(text, decimals)).toBe(minor);
  });

  it.each(['', 'x', '1,5', '1e3', '0.001', '.5', '1.2.3', '90071992547409.93', 'NaN'])('%s is none', (text) => {
    expect(minorUnitsOf(text, 2)).toBeNull();
  });

  it('are exact for any amount, where a float would not be', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (minor) => {
        const digits = String(Math.abs(minor)).padStart(3, '0');
        const text = `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(minorUnitsOf(text, 2)).toBe(minor);
      }),
    );
  });
});

describe('a number in text', () => {
  it('is read where it is one that a double keeps', () => {
    expect(['4', '-2.5', '1e3', '.5'].map(numberOf)).toEqual([4, -2.5, 1000, 0.5]);
    expect(['', 'four', '0x10', '9007199254740993', '1e999'].map(numberOf)).toEqual([null, null, null, null, null]);
  });
});
