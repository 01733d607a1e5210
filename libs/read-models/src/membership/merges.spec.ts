import fc from 'fast-check';
import { correction, deal } from '../testing';
import { mergeEdges, rootOf, rootsOf } from './merges';

const edge = (from: string, to: string) => ({ from, to });

describe('mergeEdges', () => {
  const merged = deal('crm:1')('DealsMerged', '2026-03-02 09:00', { survivorId: 'crm:2' });

  it("reads merges from the merged deal's own stream", () => {
    expect(mergeEdges('deal-crm:1', [merged, merged])).toEqual([edge('crm:1', 'crm:2')]);
  });

  it('has none after a correction took the merge back, none in other streams, none into itself', () => {
    const intoItself = deal('crm:1')('DealsMerged', '2026-03-02 09:00', { survivorId: 'crm:1' });
    expect(mergeEdges('deal-crm:1', [merged, correction(merged, 2, null), intoItself])).toEqual([]);
    expect(mergeEdges('quote-crm:1', [merged])).toEqual([]);
  });
});

describe('rootOf', () => {
  it('is the deal that a chain of merges ends in, for each deal on the way', () => {
    const chain = [edge('b', 'c'), edge('a', 'b')];
    expect(['a', 'b', 'c'].map((id) => rootOf(id, chain))).toEqual(['c', 'c', 'c']);
  });

  it('is the deal itself where no merge touches it', () => {
    expect(rootOf('x', [edge('a', 'b')])).toBe('x');
  });

  it('is the smallest of several that go on, since all of them are one case', () => {
    expect(['a', 'y', 'z'].map((id) => rootOf(id, [edge('a', 'z'), edge('a', 'y')]))).toEqual(['y', 'y', 'y']);
  });

  it('is the smallest in a circle, where none goes on', () => {
    expect(['a', 'b', 'c'].map((id) => rootOf(id, [edge('b', 'c'), edge('c', 'a'), edge('a', 'b')]))).toEqual([
      'a',
      'a',
      'a',
    ]);
  });

  it('does not depend on the order or repetition of merges, and is one for all that are connected', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const edges = fc.array(fc.record({ from: id, to: id }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        edges.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })),
        ),
        ([all, shuffled]) => {
          expect(new Map([...rootsOf(shuffled)].sort())).toEqual(new Map([...rootsOf(all)].sort()));
          const roots = rootsOf(all);
          for (const { from, to } of all) expect(roots.get(from)).toBe(roots.get(to));
        },
      ),
    );
  });
});
