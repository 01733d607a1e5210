import { type FollowupSequenceRow } from '../followup-sequence';

/** What it takes of followup_sequence. */
export const FOLLOWUP_SEQUENCE_COLUMNS = [
  'deal_id',
  'family_id',
  'team_id',
  'owner_id',
  'ended_at',
  'touches',
  'first_latency_s',
  'gap_p50_s',
  'media_counts',
  'cadence_due',
  'cadence_kept',
  'cadence_reason',
] as const;
export type EndedChase = Pick<FollowupSequenceRow, (typeof FOLLOWUP_SEQUENCE_COLUMNS)[number]>;

/** Chases that had ended by an instant: one that goes on may still get touches, and would pass for a short one. */
export const endedBy = (sequences: readonly EndedChase[], asOf: string): EndedChase[] =>
  sequences
    .filter(({ ended_at }) => ended_at !== null && ended_at <= asOf)
    .sort((a, b) => (JSON.stringify([a.deal_id, a.family_id]) < JSON.stringify([b.deal_id, b.family_id]) ? -1 : 1));

export const touchesIn = (chases: readonly EndedChase[]): number[] => chases.flatMap(({ touches }) => touches ?? []);

/** One median a chase: the gaps inside a chase are no independent witnesses. */
export const gapsIn = (chases: readonly EndedChase[]): number[] => chases.flatMap(({ gap_p50_s }) => gap_p50_s ?? []);

/** Groups by a key; chases without one are in no group. */
export const groupsBy = (
  chases: readonly EndedChase[],
  keyOf: (chase: EndedChase) => string | null,
): ReadonlyMap<string, EndedChase[]> => {
  const groups = new Map<string, EndedChase[]>();
  for (const chase of chases) {
    const key = keyOf(chase);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [chase]);
    else group.push(chase);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
};

export const mediaIn = (chases: readonly EndedChase[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { media_counts } of chases) {
    for (const [medium, count] of Object.entries(media_counts ?? {})) sums[medium] = (sums[medium] ?? 0) + count;
  }
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
};
