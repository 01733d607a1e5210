// Taken out once: test runners make every look at a global costly, and these are looked at for every number.
const { floor, imul } = Math;

/**
 * A source of numbers in [0, 1) that a seed decides (mulberry32, by Tommy Ettinger, public domain): the same seed gives
 * the same permutations, so every p-value here can be computed again to the digit. Not for secrets. O(1) a number.
 */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Puts an array in a random order in place (Fisher and Yates). O(n). */
export const shuffleInPlace = (items: Int32Array, random: () => number): void => {
  for (let i = items.length - 1; i > 0; i--) {
    const j = floor(random() * (i + 1));
    const moved = items[i]!;
    items[i] = items[j]!;
    items[j] = moved;
  }
};
