import { readAhead } from './read-ahead';

describe('reading ahead', () => {
  it('asks for the next page before the last one is done with, and for no more', async () => {
    let asked = 0;
    const source = (async function* () {
      for (let page = 1; page <= 3; page++) {
        asked = page;
        yield page;
      }
    })();
    const seen: [page: number, asked: number][] = [];
    for await (const page of readAhead(source)) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push([page, asked]);
    }
    expect(seen).toEqual([
      [1, 2],
      [2, 3],
      [3, 3],
    ]);
  });

  it('gives what came before a failure, then the failure', async () => {
    const source = (async function* () {
      yield 1;
      throw new Error('the store is gone');
    })();
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const page of readAhead(source)) seen.push(page);
      })(),
    ).rejects.toThrow('the store is gone');
    expect(seen).toEqual([1]);
  });
});
