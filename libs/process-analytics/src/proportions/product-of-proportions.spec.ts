import { seededRandom } from '../seeded-random';
import { productOfProportions } from './product-of-proportions';
import { wilsonInterval } from './wilson-interval';

describe('productOfProportions', () => {
  it('multiplies along the chain', () => {
    const chain = [
      { successes: 80, n: 100 },
      { successes: 90, n: 100 },
      { successes: 50, n: 100 },
    ];
    expect(productOfProportions(chain)!.rate).toBeCloseTo(0.36, 12);
  });

  it('gives the Wilson interval for one station', () => {
    const [rolled, wilson] = [productOfProportions([{ successes: 81, n: 263 }])!, wilsonInterval(81, 263)!];
    expect(rolled.low).toBeCloseTo(wilson.low, 12);
    expect(rolled.high).toBeCloseTo(wilson.high, 12);
  });

  it('knows nothing of an empty chain, or where one station saw no case', () => {
    expect(productOfProportions([])).toBeNull();
    expect(
      productOfProportions([
        { successes: 3, n: 4 },
        { successes: 0, n: 0 },
      ]),
    ).toBeNull();
  });

  it('is 0 where a station let nothing through, with an upper end', () => {
    const stuck = productOfProportions([
      { successes: 0, n: 20 },
      { successes: 20, n: 20 },
    ])!;
    expect(stuck).toMatchObject({ rate: 0, low: 0 });
    expect(stuck.high).toBeCloseTo(0.1611, 4);
  });

  it('stays within 0 and 1 where everything came through', () => {
    const all = productOfProportions([
      { successes: 5, n: 5 },
      { successes: 9, n: 9 },
    ])!;
    expect(all.rate).toBe(1);
    expect(all.high).toBe(1);
    expect(all.low).toBeGreaterThan(0);
  });

  it('holds the true product in about 95 of 100 chains', () => {
    const random = seededRandom(20_260_303);
    const truths = [0.9, 0.8, 0.95];
    const truth = truths.reduce((product, share) => product * share, 1);
    let held = 0;
    for (let run = 0; run < 2000; run++) {
      const chain = truths.map((share) => {
        let successes = 0;
        for (let i = 0; i < 60; i++) successes += random() < share ? 1 : 0;
        return { successes, n: 60 };
      });
      const { low, high } = productOfProportions(chain)!;
      held += low <= truth && truth <= high ? 1 : 0;
    }
    expect(held / 2000).toBeGreaterThan(0.935);
    expect(held / 2000).toBeLessThan(0.975);
  });
});
