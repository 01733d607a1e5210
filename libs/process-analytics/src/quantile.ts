/**
 * Below which value does a given share of the values lie? Linear interpolation between the two nearest order
 * statistics, at place share × (n − 1) (Hyndman and Fan's type 7, the "inclusive" quantile of R and spreadsheets).
 *
 * Shapes: n numbers in any order and a share in [0, 1]; null for no numbers. Errors: RangeError for another share or a
 * value that is not a number. Source: Hyndman and Fan, The American Statistician 50 (1996). Cost: O(n log n).
 */
export const quantile = (values: readonly number[], share: number): number | null => quantiles(values, [share])[0]!;

/** The quantiles for several shares, the values put in order once. See `quantile`. */
export const quantiles = (values: readonly number[], shares: readonly number[]): (number | null)[] => {
  for (const share of shares)
    if (!(share >= 0 && share <= 1)) throw new RangeError(`share: ${share} is outside [0, 1]; give 0.5 for the median`);
  if (values.some(Number.isNaN)) throw new RangeError('values: one is not a number; leave out what is unknown');
  if (values.length === 0) return shares.map(() => null);
  const ordered = new Float64Array(values).sort();
  return shares.map((share) => {
    const place = share * (ordered.length - 1);
    const below = ordered[Math.floor(place)]!;
    const above = ordered[Math.ceil(place)]!;
    return below + (above - below) * (place - Math.floor(place));
  });
};
