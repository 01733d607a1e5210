import fc from 'fast-check';
import { TraceAligner } from './align-trace';
import { compileProcessNet, type GraphStep, type ProcessNet } from './process-net';

const step = (key: string, next: readonly string[], more: Partial<GraphStep> = {}): GraphStep => ({
  key,
  mandatory: true,
  repeatable: false,
  next: { kind: 'xor', steps: next },
  ...more,
});

const line = [step('a', ['b']), step('b', ['c']), step('c', [])];

const align = (steps: readonly GraphStep[], trace: readonly string[], isOver = true) =>
  new TraceAligner(compileProcessNet(steps)).align(trace, isOver);

describe('TraceAligner', () => {
  it('finds nothing wrong with a case that does every step in order', () => {
    expect(align(line, ['a', 'b', 'c'])).toEqual({
      cost: 0,
      worstCost: 6,
      fitness: 1,
      skipped: [],
      excused: [],
      inserted: [],
    });
  });

  it('names a mandatory step left out, and lets an optional one go', () => {
    expect(align(line, ['a', 'c'])).toMatchObject({ cost: 1, skipped: [{ step: 'b', index: 1 }], inserted: [] });
    expect(align([step('a', ['b']), step('b', ['c'], { mandatory: false }), step('c', [])], ['a', 'c'])).toMatchObject({
      cost: 0,
      fitness: 1,
    });
  });

  it('names an activity the process does not know, and where it stands', () => {
    expect(align(line, ['a', 'x', 'b', 'c']).inserted).toEqual([{ activity: 'x', index: 1 }]);
  });

  it('holds an open case only against what it has done so far', () => {
    expect(align(line, ['a'], false)).toMatchObject({ cost: 0, fitness: 1 });
    expect(align(line, ['a'], true)).toMatchObject({ cost: 2, skipped: [{ step: 'b' }, { step: 'c' }] });
    expect(align(line, [], false).fitness).toBeNull();
  });

  it('charges nothing for a step that this case was allowed to leave out, and names it apart', () => {
    const aligner = new TraceAligner(compileProcessNet(line));
    expect(aligner.align(['a', 'c'], true, new Set(['b']))).toMatchObject({
      cost: 0,
      fitness: 1,
      skipped: [],
      excused: [{ step: 'b', index: 1 }],
    });
    expect(aligner.align(['a', 'b', 'c'], true, new Set(['b'])).excused).toEqual([]);
    expect(aligner.align(['a', 'c'], true).cost).toBe(1);
  });

  it('takes a repeat for free only where the step may be repeated', () => {
    expect(align(line, ['a', 'a', 'b', 'c']).cost).toBe(1);
    expect(align([step('a', ['b'], { repeatable: true }), step('b', [])], ['a', 'a', 'a', 'b']).cost).toBe(0);
  });

  it('lets work go back only where the graph has the way', () => {
    expect(align(line, ['a', 'b', 'a', 'b', 'c']).cost).toBe(2);
    expect(align([step('a', ['b']), step('b', ['a', 'c']), step('c', [])], ['a', 'b', 'a', 'b', 'c']).cost).toBe(0);
  });

  it('takes parallel steps in any order, and waits for all of them', () => {
    const parallel = [
      step('a', [], { next: { kind: 'and', steps: ['b', 'c'] } }),
      step('b', ['d']),
      step('c', ['d']),
      step('d', [], { join: 'all' }),
    ];
    expect(align(parallel, ['a', 'c', 'b', 'd']).cost).toBe(0);
    expect(align(parallel, ['a', 'b', 'd'])).toMatchObject({ cost: 1, skipped: [{ step: 'c' }] });
  });

  it('takes one branch of a choice, and counts the other as inserted', () => {
    const choice = [step('a', ['b', 'c']), step('b', ['d']), step('c', ['d']), step('d', [])];
    expect(align(choice, ['a', 'b', 'd']).cost).toBe(0);
    expect(align(choice, ['a', 'b', 'c', 'd'])).toMatchObject({ cost: 1 });
  });

  it('gives each of many traces what it gives it alone, in whatever order they come', () => {
    const steps = [step('a', ['b', 'c']), step('b', ['a', 'd']), step('c', ['d'], { repeatable: true }), step('d', [])];
    const shared = new TraceAligner(compileProcessNet(steps));
    const traces = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'x'), { maxLength: 9 }), { maxLength: 6 });
    fc.assert(
      fc.property(traces, fc.boolean(), (all, isOver) => {
        for (const trace of all) expect(shared.align(trace, isOver)).toEqual(align(steps, trace, isOver));
      }),
    );
  });

  it('takes a case for over once a closing step is done, and lets it go on', () => {
    const sale = [step('a', ['b']), step('b', ['c'], { closing: true }), step('c', [])];
    expect(align(sale, ['a', 'b']).cost).toBe(0);
    expect(align(sale, ['a', 'b', 'c']).cost).toBe(0);
    expect(align(sale, ['a'])).toMatchObject({ cost: 1, skipped: [{ step: 'b', index: 1 }] });
    expect(align(sale, ['a'], false).cost).toBe(0);
  });

  it('refuses a graph that leads to an unknown step', () => {
    expect(() => compileProcessNet([step('a', ['z'])])).toThrow('steps.a.next: no step has the key "z"');
  });

  it('is as cheap as the cheapest of all explanations, tried one by one on small graphs', () => {
    const keys = ['a', 'b', 'c', 'd'] as const;
    const steps = fc
      .tuple(...keys.map((key, i) => graphStep(key, keys.slice(i + 1), keys)))
      .map((list) => list as GraphStep[]);
    fc.assert(
      fc.property(
        steps,
        fc.array(fc.constantFrom(...keys, 'x'), { maxLength: 5 }),
        fc.boolean(),
        fc.subarray([...keys], { maxLength: 2 }),
        (graph, trace, isOver, allowed) => {
          const net = compileProcessNet(graph);
          const excused = new Set<string>(allowed);
          const best = cheapestByTryingAll(net, trace, isOver, excused);
          const align = () => new TraceAligner(net).align(trace, isOver, excused);
          if (best === null) expect(align).toThrow('no way to its end');
          else expect(align().cost).toBe(best);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const graphStep = (key: string, later: readonly string[], all: readonly string[]): fc.Arbitrary<GraphStep> =>
  fc.record({
    key: fc.constant(key),
    mandatory: fc.boolean(),
    repeatable: fc.boolean(),
    join: fc.constantFrom('any' as const, 'all' as const),
    closing: fc.constantFrom(false, false, true),
    next: fc.record({
      kind: fc.constantFrom('xor' as const, 'and' as const),
      steps: fc.oneof(fc.subarray([...later]), fc.subarray([...all], { maxLength: 2 })),
    }),
  });

/** Relaxes costs over every (activities explained, tokens) until nothing gets cheaper: slow, plain, and independent. */
const cheapestByTryingAll = (
  net: ProcessNet,
  trace: readonly string[],
  isOver: boolean,
  excused: ReadonlySet<string>,
): number | null => {
  const cost = new Map<string, number>([['0|0', 0]]);
  let changed = true;
  const offer = (index: number, tokens: readonly number[], value: number): void => {
    const key = `${index}|${[...tokens].sort((x, y) => x - y).join()}`;
    if (value < (cost.get(key) ?? Infinity)) {
      cost.set(key, value);
      changed = true;
    }
  };
  const skipCost = ({ key, mandatory }: GraphStep): number => (mandatory && !excused.has(key) ? 1 : 0);
  while (changed) {
    changed = false;
    for (const [key, value] of [...cost]) {
      const [index, tokenText] = key.split('|') as [string, string];
      const at = Number(index);
      const tokens = tokenText === '' ? [] : tokenText.split(',').map(Number);
      if (at < trace.length) offer(at + 1, tokens, value + 1);
      for (const firing of net.firings) {
        if (!firing.takes.every((place) => tokens.includes(place))) continue;
        const after = [...new Set([...tokens.filter((place) => !firing.takes.includes(place)), ...firing.gives])];
        if (!firing.isRepeat) offer(at, after, value + skipCost(firing.step));
        if (at < trace.length && trace[at] === firing.step.key) offer(at + 1, after, value);
      }
    }
  }
  const ends = [...cost].filter(([key]) => {
    const [index, tokenText] = key.split('|') as [string, string];
    const tokens = tokenText === '' ? [] : tokenText.split(',').map(Number);
    const { closedPlace, finalPlaces } = net;
    const mayEnd =
      closedPlace === null ? tokens.every((place) => finalPlaces.has(place)) : tokens.includes(closedPlace);
    return Number(index) === trace.length && (!isOver || mayEnd);
  });
  return ends.length === 0 ? null : Math.min(...ends.map(([, value]) => value));
};
