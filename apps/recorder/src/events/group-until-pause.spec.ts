import { groupUntilPause } from './group-until-pause';

const bounds = { itemsMax: 3, bytesMax: 100, bytesOf: (item: number) => item };

const collect = async (source: AsyncIterable<number>): Promise<number[][]> => {
  const groups: number[][] = [];
  for await (const group of groupUntilPause(source, bounds)) groups.push(group);
  return groups;
};

async function* atHand(...items: number[]): AsyncGenerator<number> {
  yield* items;
}

describe('grouping what is at hand', () => {
  it('fills groups while the source has more', async () => {
    expect(await collect(atHand(1, 2, 3, 4, 5, 6, 7))).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  it('ends a group at its size in bytes', async () => {
    expect(await collect(atHand(60, 60, 1))).toEqual([[60, 60], [1]]);
  });

  it('hands on a small group when the source makes its reader wait', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    async function* halting(): AsyncGenerator<number> {
      yield 1;
      await gate;
      yield 2;
    }
    const groups = groupUntilPause(halting(), bounds);
    expect((await groups.next()).value).toEqual([1]);
    release();
    expect((await groups.next()).value).toEqual([2]);
    expect((await groups.next()).done).toBe(true);
  });

  it('gives nothing for nothing', async () => {
    expect(await collect(atHand())).toEqual([]);
  });

  it('tells the source when its reader leaves', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<number> {
      try {
        for (;;) yield 1;
      } finally {
        closed = true;
      }
    }
    for await (const group of groupUntilPause(endless(), bounds)) if (group.length > 0) break;
    expect(closed).toBe(true);
  });
});
