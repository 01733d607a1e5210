import { jensenShannon, kruskalWallis, type KruskalWallisResult } from '@gemba/process-analytics';
import { type EndedChase, gapsIn, mediaIn, touchesIn } from './chase-sample';

/** How far one team lies from the others, or all from each other. */
export interface RhythmTests {
  readonly counts: KruskalWallisResult | null;
  readonly gaps: KruskalWallisResult | null;
}

export interface ComparisonSettings {
  readonly minN: number;
  readonly level: number;
}

export type ConsistencyVerdict = 'teams_differ' | 'no_difference_found' | 'insufficient';

/** Groups of fewer than `minN` values are left out; with fewer than two left there is nothing to test. */
const testOf = (groups: readonly (readonly number[])[], minN: number): KruskalWallisResult | null =>
  kruskalWallis(groups.filter((group) => group.length >= minN));

export const rhythmTests = (teams: readonly (readonly EndedChase[])[], minN: number): RhythmTests => ({
  counts: testOf(teams.map(touchesIn), minN),
  gaps: testOf(teams.map(gapsIn), minN),
});

/** Holm over the tests that could be made: their smallest p-value times how many they are, against the level. */
export const verdictOf = ({ counts, gaps }: RhythmTests, level: number): ConsistencyVerdict => {
  const pValues = [counts, gaps].flatMap((test) => (test === null ? [] : [test.pValue]));
  if (counts === null || pValues.length === 0) return 'insufficient';
  return Math.min(...pValues) * pValues.length < level ? 'teams_differ' : 'no_difference_found';
};

/** In bits; null where one of the two sent nothing. */
export const mediaDivergence = (team: readonly EndedChase[], all: readonly EndedChase[]): number | null => {
  const [ofTeam, ofAll] = [mediaIn(team), mediaIn(all)];
  const media = Object.keys(ofAll);
  return jensenShannon(
    media.map((medium) => ofTeam[medium] ?? 0),
    media.map((medium) => ofAll[medium]!),
  );
};

/** Larger first, from 1; unknown ones have no rank, equal ones the same. */
export const ranksOf = (values: readonly (number | null)[]): (number | null)[] =>
  values.map((value) => (value === null ? null : 1 + values.filter((other) => other !== null && other > value).length));
