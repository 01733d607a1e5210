/** How many by each medium, in the order of their names. */
export const mediaCounts = (media: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const medium of [...media].sort()) counts[medium] = (counts[medium] ?? 0) + 1;
  return counts;
};

/** Shares that add up to 1; null of none. */
export const mediaShares = (counts: Readonly<Record<string, number>>): Record<string, number> | null => {
  const entries = Object.entries(counts);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return total === 0 ? null : Object.fromEntries(entries.map(([medium, count]) => [medium, count / total]));
};
