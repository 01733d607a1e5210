import fc from 'fast-check';
import { whyUnstorable } from './storable-text';

describe('text that every store can keep', () => {
  it.each(['', 'plain', 'emoji 👩‍👩‍👧', '\uffff', '\u{10ffff}', '\\u0000', '\u0001'])('includes %j', (text) => {
    expect(whyUnstorable(text)).toBeNull();
  });

  it.each([
    ['a\u0000b', /NUL/],
    ['\ud83d', /surrogate/],
    ['\ude00\ud83d', /surrogate/],
    [`${'x'.repeat(1_000_000)}\udfff`, /surrogate/],
  ])('leaves out what it names (case %#)', (text, reason) => {
    expect(whyUnstorable(text)).toMatch(reason);
  });

  it('is exactly the text that survives UTF-8 and holds no NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '\u0000', '\ud800', '\udc00'), (text, odd) => {
        const whole = text + odd;
        const survives = Buffer.from(whole, 'utf8').toString('utf8') === whole && !whole.includes('\u0000');
        expect(whyUnstorable(whole) === null).toBe(survives);
      }),
    );
  });
});
