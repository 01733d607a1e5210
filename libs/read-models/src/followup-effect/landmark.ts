import {
  mantelHaenszel,
  type ScoredProportion,
  type StratifiedOddsRatio,
  stratifiedTrendTest,
  type TrendResult,
} from '@gemba/process-analytics';
import { type CaseOutcome, type Tally, tallyOf, wonOfEnded } from '../rates';
import { type Place, type Predictor } from './predictors';
import { type Subject } from './subject';

export type Verdict = 'associated_up' | 'associated_down' | 'none' | 'insufficient';

export interface LandmarkBucket {
  readonly place: Place;
  readonly tally: Tally;
  /** Against the reference bucket, within strata; null where one of the two is too small or nothing compares. */
  readonly odds: StratifiedOddsRatio | null;
  readonly isReference: boolean;
}

export interface LandmarkResult {
  readonly buckets: readonly LandmarkBucket[];
  readonly trend: TrendResult | null;
  readonly verdict: Verdict;
}

export interface LandmarkSettings {
  readonly minN: number;
  readonly level: number;
}

interface Placed {
  readonly stratum: string;
  readonly outcome: CaseOutcome;
}

interface Filled {
  readonly place: Place;
  readonly cases: Placed[];
  readonly tally: Tally;
}

/** Watched to the landmark, and undecided there: whoever was decided earlier could not be followed up longer (R11). */
export const undecidedAt = (subjects: readonly Subject[], landmarkS: number): Subject[] =>
  subjects.filter(
    ({ watchedS, endedAfterS }) => watchedS >= landmarkS && (endedAfterS === null || endedAfterS > landmarkS),
  );

const filledBuckets = (subjects: readonly Subject[], landmarkS: number, predictor: Predictor): Filled[] => {
  const buckets = new Map<number, { place: Place; cases: Placed[] }>();
  for (const subject of subjects) {
    const place = predictor.placeOf(subject, landmarkS);
    const bucket = buckets.get(place.order);
    if (bucket === undefined) buckets.set(place.order, { place, cases: [subject] });
    else bucket.cases.push(subject);
  }
  return [...buckets.values()]
    .sort((a, b) => a.place.order - b.place.order)
    .map(({ place, cases }) => ({ place, cases, tally: tallyOf(cases.map(({ outcome }) => outcome)) }));
};

const byStratum = (cases: readonly Placed[]): ReadonlyMap<string, CaseOutcome[]> => {
  const strata = new Map<string, CaseOutcome[]>();
  for (const { stratum, outcome } of cases) {
    const known = strata.get(stratum);
    if (known === undefined) strata.set(stratum, [outcome]);
    else known.push(outcome);
  }
  return strata;
};

/** Open cases may still go either way: they are in no comparison. */
const counts = (outcomes: readonly CaseOutcome[] = []) => {
  const tally = tallyOf(outcomes);
  return { successes: tally.won, n: wonOfEnded(tally).n };
};

const allStrata = (buckets: readonly Filled[]): string[] =>
  [...new Set(buckets.flatMap(({ cases }) => cases.map(({ stratum }) => stratum)))].sort();

const oddsBetween = (bucket: Filled, reference: Filled): StratifiedOddsRatio | null => {
  const [exposed, other] = [byStratum(bucket.cases), byStratum(reference.cases)];
  return mantelHaenszel(
    allStrata([bucket, reference]).map((stratum) => {
      const [a, b] = [counts(exposed.get(stratum)), counts(other.get(stratum))];
      return {
        exposedSuccesses: a.successes,
        exposedFailures: a.n - a.successes,
        otherSuccesses: b.successes,
        otherFailures: b.n - b.successes,
      };
    }),
  );
};

const trendOver = (buckets: readonly Filled[]): TrendResult | null => {
  const scored = buckets.flatMap((bucket) =>
    bucket.place.score === null ? [] : [{ score: bucket.place.score, strata: byStratum(bucket.cases) }],
  );
  const strata = allStrata(buckets).map((stratum): ScoredProportion[] =>
    scored.map(({ score, strata: of }) => ({ score, ...counts(of.get(stratum)) })),
  );
  return stratifiedTrendTest(strata);
};

const verdictOf = (isEnough: boolean, trend: TrendResult | null, level: number): Verdict => {
  if (!isEnough || trend === null) return 'insufficient';
  if (trend.pValue >= level) return 'none';
  return trend.slope > 0 ? 'associated_up' : 'associated_down';
};

/**
 * Cases still undecided at a landmark, put into buckets by what had been done by then, and what became of them after.
 * One test speaks for all buckets: the trend along their scores, within strata. It needs two buckets of at least `minN`
 * ended cases.
 */
export const landmark = (
  subjects: readonly Subject[],
  landmarkS: number,
  predictor: Predictor,
  { minN, level }: LandmarkSettings,
): LandmarkResult => {
  const buckets = filledBuckets(undecidedAt(subjects, landmarkS), landmarkS, predictor);
  const isLarge = ({ tally }: Filled): boolean => wonOfEnded(tally).n >= minN;
  const reference = buckets.find(isLarge) ?? null;
  const trend = trendOver(buckets);
  const largeOnScale = buckets.filter((bucket) => isLarge(bucket) && bucket.place.score !== null).length;
  return {
    buckets: buckets.map((bucket) => ({
      place: bucket.place,
      tally: bucket.tally,
      isReference: bucket === reference,
      odds: reference === null || bucket === reference || !isLarge(bucket) ? null : oddsBetween(bucket, reference),
    })),
    trend,
    verdict: verdictOf(largeOnScale >= 2, trend, level),
  };
};
