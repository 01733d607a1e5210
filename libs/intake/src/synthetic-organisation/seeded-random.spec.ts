import { SeededRandom, xoshiro128plusplus } from './seeded-random';

const draws = (random: SeededRandom, n: number): number[] => Array.from({ length: n }, () => random.uniform());

describe('xoshiro128++', () => {
  it('gives the first values of the reference implementation from the state 1, 2, 3, 4', () => {
    const next = xoshiro128plusplus([1, 2, 3, 4]);
    expect(Array.from({ length: 5 }, next)).toEqual([641, 1573767, 3222811527, 3517856514, 836907274]);
  });

  it('gives 0x2c873cfa after 102,400 values, as in the test that PHP keeps of the same generator', () => {
    const next = xoshiro128plusplus([1, 2, 3, 4]);
    for (let i = 0; i < 102_400; i++) next();
    expect(next()).toBe(0x2c873cfa);
  });
});

describe('SeededRandom', () => {
  it('repeats itself from the same seeds', () => {
    expect(draws(new SeededRandom(7, 3), 100)).toEqual(draws(new SeededRandom(7, 3), 100));
  });

  it.each([
    [[7], [8]],
    [
      [7, 3],
      [3, 7],
    ],
    [[7], [7, 0]],
    [[1], [1 + 2 ** 32]],
  ])('draws otherwise from %j than from %j', (a, b) => {
    expect(draws(new SeededRandom(...a), 8)).not.toEqual(draws(new SeededRandom(...b), 8));
  });

  it('picks keys as often as their weights say', () => {
    const random = new SeededRandom(1);
    const seen = { often: 0, seldom: 0, never: 0 };
    for (let i = 0; i < 10_000; i++) seen[random.weighted({ often: 3, seldom: 1, never: 0 })]++;
    expect(seen.never).toBe(0);
    expect(seen.often / 10_000).toBeCloseTo(0.75, 1);
  });

  it('draws log-normal values whose median is the one asked for', () => {
    const random = new SeededRandom(2);
    const values = Array.from({ length: 10_001 }, () => random.logNormal(5, 0.8)).sort((a, b) => a - b);
    expect(values[5_000]).toBeCloseTo(5, 0);
    expect(values[0]).toBeGreaterThan(0);
  });
});
