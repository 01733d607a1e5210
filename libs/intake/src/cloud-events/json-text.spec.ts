import fc from 'fast-check';
import { isExactNumber } from '../envelope/exact-number';
import { elementTexts, silentLoss } from './json-text';

describe('what parsing a JSON text would change without a word', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"data":{"amountMinor":1,"x":{},"amountMinor":2}}', 'data.amountMinor'],
    ['{"data":{"items":[{"k":1},{"k":1,"k":1}]}}', 'data.items.1.k'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"":"x","":"y"}', undefined],
    ['{"data":{"at":1788430333142456789}}', 'data.at'],
    ['[0.12345678901234567891]', '0'],
    ['9007199254740993', undefined],
    ['{"a":1e400}', 'a'],
    ['{"a":-1E-400}', 'a'],
  ])('is found in %s at %s', (text, field) => {
    expect(silentLoss(text)?.field).toBe(field);
    expect(silentLoss(text)).toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/Send it (once|as text)/),
    });
  });

  it.each([
    '{"a":{"a":1},"b":[{"a":1},{"a":2}],"c":"a","d":{"a":"a"}}',
    '{"a":"{\\"a\\":1,\\"a\\":2}","b":"\\\\","c":"12345678901234567890"}',
    '{"":"","a":""}',
    '[40000.00, 4.0e4, -0, 0.0, 1e21, 0.30000000000000004, 0.10000000000000001, 9007199254740992, 5e-324]',
    ' "text" ',
    'null',
  ])('is not in %s', (text) => {
    expect(silentLoss(text)).toBeNull();
  });

  it('is in no text that JSON itself wrote, and the elements of a list are as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1), (values, indent) => {
        const text = JSON.stringify(values, null, indent);
        expect(silentLoss(text)).toBeNull();
        expect(elementTexts(text).map((element) => JSON.parse(element) as unknown)).toEqual(JSON.parse(text));
      }),
      { seed: 11 },
    );
  });

  it('is in no double, in its shortest spelling or in one of seventeen digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(isExactNumber(JSON.stringify(value))).toBe(true);
        expect(isExactNumber(value.toPrecision(17))).toBe(true);
      }),
      { seed: 12 },
    );
  });
});
