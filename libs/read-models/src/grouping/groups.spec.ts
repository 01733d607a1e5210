import fc from 'fast-check';
import { Groups } from './groups';

interface Counted {
  readonly key: readonly unknown[];
  n: number;
}

const counting = (values: number): Groups<Counted> => new Groups<Counted>(values, (...key) => ({ key, n: 0 }));

describe('groups that are known by several values', () => {
  it('are made once, and given in the order in which they were first asked for', () => {
    const groups = counting(2);
    groups.of('b', 1).n++;
    groups.of('a', 1).n++;
    groups.of('b', 1).n++;
    expect(groups.all()).toEqual([
      { key: ['b', 1], n: 2 },
      { key: ['a', 1], n: 1 },
    ]);
  });

  it('tell null from a text, and a text from a number', () => {
    const groups = counting(1);
    for (const value of [null, 'null', 1, '1', '']) groups.of(value);
    expect(groups.all().map(({ key }) => key[0])).toEqual([null, 'null', 1, '1', '']);
  });

  it('count as a spelt-out key counts, whatever the values are', () => {
    const part = fc.oneof(fc.constant(null), fc.string({ maxLength: 2 }), fc.integer({ min: -1, max: 1 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part, part)), (keys) => {
        const groups = counting(3);
        const spelt = new Map<string, number>();
        for (const key of keys) {
          groups.of(...key).n++;
          const text = JSON.stringify(key);
          spelt.set(text, (spelt.get(text) ?? 0) + 1);
        }
        expect(new Map(groups.all().map(({ key, n }) => [JSON.stringify(key), n]))).toEqual(spelt);
      }),
    );
  });

  it('refuse another number of values than they are known by', () => {
    expect(() => counting(2).of('a')).toThrow('A group is known by 2 values here; 1 were given.');
  });
});
