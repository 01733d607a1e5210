import { intraclassCorrelation, quantile } from '@gemba/process-analytics';
import { LEVEL, MIN_N, rateOf } from '../rates';
import { type AsOf, type Row } from '../read-model';
import { type EndedChase, endedBy, gapsIn, groupsBy, mediaIn, touchesIn } from './chase-sample';
import {
  type ComparisonSettings,
  type ConsistencyVerdict,
  mediaDivergence,
  ranksOf,
  type RhythmTests,
  rhythmTests,
  verdictOf,
} from './compare-teams';

export interface FollowupConsistencyRow extends Row {
  readonly group_id: string;
  readonly scope: 'all' | 'team';
  readonly team_id: string | null;
  readonly n: number;
  readonly owners: number;
  readonly touches_p50: number | null;
  readonly first_latency_p50_s: number | null;
  readonly gap_p50_s: number | null;
  readonly gap_n: number;
  readonly cadence_due: number;
  readonly cadence_kept: number;
  readonly adherence: number | null;
  readonly adherence_lo: number | null;
  readonly adherence_hi: number | null;
  readonly adherence_reason: 'no_cadence' | 'nothing_due' | 'insufficient' | null;
  readonly media_counts: Readonly<Record<string, number>>;
  readonly media_jsd_bits: number | null;
  readonly counts_h: number | null;
  readonly counts_p: number | null;
  readonly gaps_h: number | null;
  readonly gaps_p: number | null;
  readonly icc_by_owner: number | null;
  readonly rhythm_rank: number | null;
  readonly media_rank: number | null;
  readonly verdict: ConsistencyVerdict;
  readonly level: number;
  readonly min_n: number;
  readonly as_of: string;
}

const DEFAULTS: ComparisonSettings = { minN: MIN_N, level: LEVEL };

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

const adherenceOf = (chases: readonly EndedChase[], minN: number) => {
  const cadence_due = sum(chases.map((chase) => chase.cadence_due));
  const cadence_kept = sum(chases.map((chase) => chase.cadence_kept));
  const { rate, low, high, reason } = rateOf(cadence_kept, cadence_due, minN);
  const hasCadence = chases.some(({ cadence_reason }) => cadence_reason === null || cadence_reason === 'nothing_due');
  const why = hasCadence ? ('nothing_due' as const) : ('no_cadence' as const);
  return {
    cadence_due,
    cadence_kept,
    adherence: rate,
    adherence_lo: low,
    adherence_hi: high,
    adherence_reason: reason === 'no_cases' ? why : reason,
  };
};

const rhythmOf = (chases: readonly EndedChase[]) => {
  const gaps = gapsIn(chases);
  const owners = groupsBy(chases, ({ owner_id }) => owner_id);
  return {
    n: chases.length,
    owners: owners.size,
    touches_p50: quantile(touchesIn(chases), 0.5),
    first_latency_p50_s: quantile(
      chases.flatMap(({ first_latency_s }) => first_latency_s ?? []),
      0.5,
    ),
    gap_p50_s: quantile(gaps, 0.5),
    gap_n: gaps.length,
    media_counts: mediaIn(chases),
    icc_by_owner: intraclassCorrelation([...owners.values()].map(touchesIn)),
  };
};

const testColumns = ({ counts, gaps }: RhythmTests) => ({
  counts_h: counts?.statistic ?? null,
  counts_p: counts?.pValue ?? null,
  gaps_h: gaps?.statistic ?? null,
  gaps_p: gaps?.pValue ?? null,
});

interface Team {
  readonly teamId: string;
  readonly chases: readonly EndedChase[];
  readonly tests: RhythmTests;
  readonly divergence: number | null;
}

/** A team against all the others together; its media against those of everybody. */
const compared = (chases: readonly EndedChase[], minN: number): Team[] =>
  [...groupsBy(chases, ({ team_id }) => team_id)].map(([teamId, own]) => {
    const others = chases.filter(({ team_id }) => team_id !== null && team_id !== teamId);
    return { teamId, chases: own, tests: rhythmTests([own, others], minN), divergence: mediaDivergence(own, chases) };
  });

const strongest = ({ counts, gaps }: RhythmTests): number | null =>
  counts === null ? null : Math.max(counts.statistic, gaps?.statistic ?? 0);

/**
 * How alike teams follow up, from chases that had ended by an instant: one row over all, one for each team. Chases of
 * deals without a known team count over all only. The order of the rows does not matter.
 */
export const followupConsistency = (
  sequences: readonly EndedChase[],
  { asOf }: AsOf,
  { minN, level }: ComparisonSettings = DEFAULTS,
): FollowupConsistencyRow[] => {
  const chases = endedBy(sequences, asOf);
  const teams = compared(chases, minN);
  const overall = rhythmTests(
    teams.map((team) => team.chases),
    minN,
  );
  const same = { verdict: verdictOf(overall, level), level, min_n: minN, as_of: asOf };
  const rhythmRanks = ranksOf(teams.map(({ tests }) => strongest(tests)));
  const mediaRanks = ranksOf(teams.map(({ chases: own, divergence }) => (own.length < minN ? null : divergence)));
  const all: FollowupConsistencyRow = {
    group_id: JSON.stringify(['all', null]),
    scope: 'all',
    team_id: null,
    ...rhythmOf(chases),
    ...adherenceOf(chases, minN),
    media_jsd_bits: null,
    ...testColumns(overall),
    rhythm_rank: null,
    media_rank: null,
    ...same,
  };
  const each = teams.map(({ teamId, chases: own, tests, divergence }, i): FollowupConsistencyRow => ({
    group_id: JSON.stringify(['team', teamId]),
    scope: 'team',
    team_id: teamId,
    ...rhythmOf(own),
    ...adherenceOf(own, minN),
    media_jsd_bits: divergence,
    ...testColumns(tests),
    rhythm_rank: rhythmRanks[i]!,
    media_rank: mediaRanks[i]!,
    ...same,
  }));
  return [all, ...each];
};
