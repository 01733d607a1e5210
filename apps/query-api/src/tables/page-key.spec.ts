import { decodePageKey, encodePageKey } from './page-key';
import { type OrderColumn } from './question-order';

const column = (type: OrderColumn['type'], nullable = false): OrderColumn => ({
  name: type,
  type,
  nullable,
  falling: false,
});

describe('a page key', () => {
  const order = [column('timestamptz', true), column('text'), column('integer')];
  const place = ['2026-09-02T10:12:13.123456Z', 'crm:ä/1', 2];

  it('gives back the values it was made from', () => {
    const key = encodePageKey('sent', place);
    expect(key).toMatch(/^[\w-]+$/);
    expect(decodePageKey(key, 'sent', order)).toEqual(place);
    expect(decodePageKey(encodePageKey('sent', [null, '', -1]), 'sent', order)).toEqual([null, '', -1]);
  });

  it.each([
    ['nothing', ''],
    ['no key', 'nonsense'],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['another order', encodePageKey('default', place)],
    ['too few values', encodePageKey('sent', place.slice(1))],
    ['a null that cannot be', encodePageKey('sent', [null, null, 2])],
    ['text for a number', encodePageKey('sent', [null, 'a', '2'])],
    ['a number that no integer holds', encodePageKey('sent', [null, 'a', 3e9])],
    ['an instant that is none', encodePageKey('sent', ['2026-02-30T00:00:00.000000Z', 'a', 2])],
    ['text that PostgreSQL cannot hold', encodePageKey('sent', [null, 'a\0', 2])],
  ])('is no place when it is %s', (_, text) => expect(decodePageKey(text, 'sent', order)).toBeNull());
});
