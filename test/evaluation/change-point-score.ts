/** How well detections hit the true changes: each detection counts for one change at most, and the other way round. */
export interface Score {
  readonly hits: number;
  readonly detections: number;
  readonly changes: number;
  /** Sum of |detected − true| over the hits, in cases. */
  readonly errorSum: number;
}

/**
 * Assigns detections to changes one to one, nearest pairs first, a pair counting only within `lag` cases (inclusive).
 */
export const scoreChangePoints = (detected: readonly number[], changes: readonly number[], lag: number): Score => {
  const pairs = detected
    .flatMap((found, d) => changes.map((change, c) => ({ d, c, distance: Math.abs(found - change) })))
    .filter((pair) => pair.distance <= lag)
    .sort((a, b) => a.distance - b.distance);
  const usedDetections = new Set<number>();
  const usedChanges = new Set<number>();
  let errorSum = 0;
  for (const { d, c, distance } of pairs) {
    if (usedDetections.has(d) || usedChanges.has(c)) continue;
    usedDetections.add(d);
    usedChanges.add(c);
    errorSum += distance;
  }
  return { hits: usedDetections.size, detections: detected.length, changes: changes.length, errorSum };
};

export const sumOfScores = (scores: readonly Score[]): Score =>
  scores.reduce(
    (sum, score) => ({
      hits: sum.hits + score.hits,
      detections: sum.detections + score.detections,
      changes: sum.changes + score.changes,
      errorSum: sum.errorSum + score.errorSum,
    }),
    { hits: 0, detections: 0, changes: 0, errorSum: 0 },
  );
