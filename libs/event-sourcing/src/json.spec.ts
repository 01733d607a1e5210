import fc from 'fast-check';
import { canonicalJson, type Json } from './json';

const shuffleMembers = (value: Json): Json => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Json) => shuffleMembers(item));
  const members = Object.entries(value as { [key: string]: Json }).reverse();
  return Object.fromEntries(members.map(([name, member]) => [name, shuffleMembers(member)]));
};

describe('canonical JSON', () => {
  it.each<[string, Json, string]>([
    [
      'sorts names by UTF-16 code unit',
      { é: 1, z: 2, a: 3, A: 4, '10': 5, '9': 6 },
      '{"10":5,"9":6,"A":4,"a":3,"z":2,"é":1}',
    ],
    ['sorts inside lists too', [{ b: 1, a: 2 }], '[{"a":2,"b":1}]'],
    ['leaves undefined members out', { a: undefined, b: { c: undefined } }, '{"b":{}}'],
    ['keeps the order and the places of a list', [3, null, 1], '[3,null,1]'],
    ['spells numbers as JSON does', [1.0, -0, 1e21, 0.1], '[1,0,1e+21,0.1]'],
    ['escapes what JSON must escape', 'a"\\\n\u0000', '"a\\"\\\\\\n\\u0000"'],
    ['takes the empty ones', [{}, [], ''], '[{},[],""]'],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('puts null where a list has a hole', () => {
    expect(canonicalJson([1, undefined as unknown as Json, 2])).toBe('[1,null,2]');
  });

  it('says the same as the value, and the same for any order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(shuffleMembers(value as Json))).toBe(text);
      }),
    );
  });
});
