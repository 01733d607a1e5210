/** One stretch of a scale of counts: `from` and more, up to `to` (null: any more). */
export interface CountBucket {
  readonly label: string;
  readonly from: number;
  readonly to: number | null;
}

/** Buckets that begin at these counts: [0, 1, 3] → 0, 1–2, 3+. */
export const countBuckets = (bounds: readonly number[]): CountBucket[] =>
  bounds.map((from, i) => {
    const next = bounds[i + 1];
    if (next === undefined) return { label: `${from}+`, from, to: null };
    return { label: next - 1 === from ? String(from) : `${from}-${next - 1}`, from, to: next - 1 };
  });

/** The bucket a count falls into; a count below all of them falls into the first. */
export const bucketOf = (buckets: readonly CountBucket[], count: number): CountBucket =>
  buckets.findLast(({ from }) => from <= count) ?? buckets[0]!;

/** Where buckets of follow-ups begin. */
export const FOLLOW_UP_BOUNDS: readonly number[] = [0, 1, 2, 3, 5, 8, 13];
