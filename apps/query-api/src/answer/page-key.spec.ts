import { decodePageKey, encodePageKey } from './page-key';

describe('a page key', () => {
  it('gives back the values it was made from', () => {
    const key = encodePageKey(['crm:ä/1', 2, 'step', 3]);
    expect(key).toMatch(/^[\w-]+$/);
    expect(decodePageKey(key, ['string', 'number', 'string', 'number'])).toEqual(['crm:ä/1', 2, 'step', 3]);
  });

  it.each(['', 'nonsense', encodePageKey(['a']), encodePageKey([1, 'a'])])(
    'refuses %j, which no page named',
    (text) => {
      expect(() => decodePageKey(text, ['string', 'number'])).toThrow(
        'after is not a place that an earlier page named.',
      );
    },
  );
});
