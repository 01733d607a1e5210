const entropyBits = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0);

/**
 * How far apart are two distributions over the same categories? Jensen–Shannon divergence to base 2: 0 for equal, 1 for
 * distributions that share no category.
 *
 * Shapes: two lists of k counts (or shares), in bits. Null where one of them is empty of counts. Errors: RangeError for
 * different lengths. Source: Lin, IEEE Trans. Inf. Theory 37 (1991). Cost: O(k).
 */
export const jensenShannon = (a: readonly number[], b: readonly number[]): number | null => {
  if (a.length !== b.length)
    throw new RangeError(`categories: ${a.length} and ${b.length}; give both over the same ones`);
  const [sumA, sumB] = [a, b].map((counts) => counts.reduce((sum, count) => sum + count, 0)) as [number, number];
  if (sumA === 0 || sumB === 0) return null;
  const p = a.map((count) => count / sumA);
  const q = b.map((count) => count / sumB);
  const middle = p.map((share, i) => (share + q[i]!) / 2);
  return Math.max(0, entropyBits(middle) - (entropyBits(p) + entropyBits(q)) / 2);
};
