import { explainControlFlowChange } from './explain-control-flow-change';
import { type Trace } from './directly-follows-features';

const times = (n: number, ...trace: string[]): Trace[] => Array.from({ length: n }, () => trace);

describe('explainControlFlowChange', () => {
  const before = [...times(80, 'call', 'offer', 'sign'), ...times(20, 'call', 'sign')];
  const after = [...times(30, 'call', 'offer', 'sign'), ...times(20, 'call', 'sign')];

  it('says in how many cases an activity occurs, before and after, with n and intervals', () => {
    const [offer] = explainControlFlowChange(before, after).activities;
    expect(offer).toMatchObject({
      name: 'offer',
      before: { count: 80, n: 100, share: 0.8 },
      after: { count: 30, n: 50, share: 0.6 },
    });
    // Wilson's interval of 80 in 100, and −0.2 over √(110/150 · 40/150).
    expect(offer!.before.low).toBeCloseTo(0.7112, 4);
    expect(offer!.before.high).toBeCloseTo(0.8666, 4);
    expect(offer!.difference).toBeCloseTo(-0.4523, 4);
  });

  it('says which relations came and went, and leaves out what stayed', () => {
    const { relations } = explainControlFlowChange(times(40, 'a', 'b', 'c'), times(40, 'a', 'c', 'b'));
    expect(relations.map(({ name, before: old, after: recent }) => [name, old.share, recent.share])).toEqual([
      ['a → b', 1, 0],
      ['a → c', 0, 1],
      ['b → c', 1, 0],
      ['b → ■', 0, 1],
      ['c → b', 0, 1],
      ['c → ■', 1, 0],
    ]);
  });

  it('says how cases go on from an activity, counting each time it was done', () => {
    const { branches } = explainControlFlowChange(
      [...times(10, 'a', 'a', 'b')],
      [...times(10, 'a', 'b'), ...times(10, 'a', 'a', 'b')],
    );
    expect(
      branches.map(({ name, before: old, after: recent }) => [name, old.count, old.n, recent.count, recent.n]),
    ).toEqual([
      ['a → a', 10, 20, 10, 30],
      ['a → b', 10, 20, 20, 30],
    ]);
  });

  it('tells at most so many, and nothing where a side is empty or nothing changed', () => {
    expect(explainControlFlowChange(before, after, { top: 1 }).relations).toHaveLength(1);
    expect(explainControlFlowChange(before, before)).toEqual({ relations: [], activities: [], branches: [] });
    expect(explainControlFlowChange([], after)).toEqual({ relations: [], activities: [], branches: [] });
  });
});
