/**
 * How many of some things the member of a rank (0, 1, …) takes: together they take all, and no two differ by more than
 * one. `evenShare(12, 5, 0)` → 3, `evenShare(12, 5, 4)` → 2.
 */
export const evenShare = (things: number, members: number, rank: number): number =>
  Math.floor(things / members) + (rank < things % members ? 1 : 0);
