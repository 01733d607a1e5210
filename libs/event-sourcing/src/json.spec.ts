import fc from 'fast-check';
import { canonicalJson, type Json, type JsonObject } from './json';

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

  it('spells keys that an object would put elsewhere, and one that is no member, in their place', () => {
    const plainly = (value: Json): string => {
      if (value === null || typeof value !== 'object') return JSON.stringify(value);
      if (Array.isArray(value)) return `[${value.map((item: Json) => plainly(item)).join(',')}]`;
      const entries = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1));
      return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${plainly(member!)}`).join(',')}}`;
    };
    const key = fc.oneof(
      fc.constantFrom('1', '10', '9', '00', 'a', 'B', '__proto__', 'toJSON'),
      fc.string({ maxLength: 2 }),
    );
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 0.1, 'x'),
        fc.array(tie('value'), { maxLength: 3 }),
        // Parsed, as data are: so that `__proto__` becomes a member of its own.
        fc
          .uniqueArray(fc.tuple(key, tie('value')), { selector: ([name]) => name, maxLength: 5 })
          .map(
            (members) =>
              JSON.parse(
                `{${members.map(([name, member]) => `${JSON.stringify(name)}:${JSON.stringify(member)}`).join(',')}}`,
              ) as Json,
          ),
      ),
    }));
    fc.assert(
      fc.property(value, (any) => canonicalJson(any) === plainly(any)),
      { numRuns: 1_000 },
    );
  });
});
