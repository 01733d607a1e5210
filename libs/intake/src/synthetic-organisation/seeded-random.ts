/** 32 random bits a call: xoshiro128++ (Blackman and Vigna), from a state that is not all zero. */
export const xoshiro128plusplus = (state: readonly [number, number, number, number]): (() => number) => {
  let [a, b, c, d] = state;
  return () => {
    const sum = (a + d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
};

/** Spreads one changed bit over all 32 (the finaliser of MurmurHash3). */
const mix = (word: number): number => {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

const GOLDEN_RATIO = 0x9e3779b9;

/** Four words of state from any whole numbers: other numbers, or the same in another order, give another state. */
const stateFrom = (seeds: readonly number[]): [number, number, number, number] => {
  const words = [1, 2, 3, 4].map((lane) => {
    let word = Math.imul(lane, GOLDEN_RATIO);
    for (const seed of seeds) {
      const high = Math.floor(seed / 2 ** 32);
      word = mix(mix(word ^ (seed >>> 0)) + high + GOLDEN_RATIO);
    }
    return word;
  }) as [number, number, number, number];
  return words.some((word) => word !== 0) ? words : [1, 2, 3, 4];
};

/** Chance that can be repeated: the same seeds give the same draws for ever. */
export class SeededRandom {
  readonly #next: () => number;

  constructor(...seeds: readonly number[]) {
    this.#next = xoshiro128plusplus(stateFrom(seeds));
  }

  /** In [0, 1). */
  uniform(): number {
    return this.#next() / 2 ** 32;
  }

  /** Whole, from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)]!;
  }

  /** A key of the table, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries<number>(weights) as [K, number][];
    let left = this.uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return entries.at(-1)![0];
  }

  /** Skewed as waiting times are: half the draws lie below `median`; `spread` is the deviation of the logarithm. */
  logNormal(median: number, spread: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * this.uniform()));
  }
}
