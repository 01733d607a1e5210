import { type AsOf, type Row } from '../read-model';
import { LEVEL, MIN_N, type Rate, wonOfEnded } from '../rates';
import { findingOf } from './finding';
import { landmark, type LandmarkBucket, type LandmarkResult, type LandmarkSettings, type Verdict } from './landmark';
import { type Predictor, PREDICTORS } from './predictors';
import { type Subject } from './subject';

export interface FollowupEffectRow extends Row {
  readonly group_id: string;
  readonly unit: 'deal' | 'quote';
  readonly landmark_d: number;
  readonly predictor: Predictor['name'];
  readonly bucket: string;
  readonly bucket_no: number;
  readonly n: number;
  readonly wins: number;
  readonly lost: number;
  readonly no_decision: number;
  readonly disqualified_n: number;
  readonly censored_n: number;
  readonly rate: number | null;
  readonly rate_lo: number | null;
  readonly rate_hi: number | null;
  readonly odds_ratio: number | null;
  readonly odds_lo: number | null;
  readonly odds_hi: number | null;
  readonly odds_reason: 'reference' | 'insufficient' | 'nothing_to_compare' | null;
  readonly trend_chi2: number | null;
  readonly trend_p: number | null;
  readonly trend_slope: number | null;
  readonly verdict: Verdict;
  readonly finding: string;
  readonly level: number;
  readonly min_n: number;
  readonly as_of: string;
  readonly rate_reason: Rate['reason'];
}

export interface EffectSettings extends LandmarkSettings {
  readonly landmarksD: readonly number[];
}

export const LANDMARKS_D: readonly number[] = [3, 7, 14];
const DEFAULTS: EffectSettings = { minN: MIN_N, level: LEVEL, landmarksD: LANDMARKS_D };
const DAY_S = 86_400;

/** Raw messages are known of deals only. */
const PREDICTORS_OF = {
  deal: [PREDICTORS.touches, PREDICTORS.first_latency, PREDICTORS.raw_attempts],
  quote: [PREDICTORS.touches, PREDICTORS.first_latency],
} as const;

const oddsColumns = (
  { odds, isReference, tally }: LandmarkBucket,
  minN: number,
): Pick<FollowupEffectRow, 'odds_ratio' | 'odds_lo' | 'odds_hi' | 'odds_reason'> => {
  if (odds !== null) {
    return { odds_ratio: odds.oddsRatio, odds_lo: odds.low, odds_hi: odds.high, odds_reason: null };
  }
  const why = wonOfEnded(tally).n < minN ? 'insufficient' : 'nothing_to_compare';
  return { odds_ratio: null, odds_lo: null, odds_hi: null, odds_reason: isReference ? 'reference' : why };
};

const bucketColumns = (bucket: LandmarkBucket, minN: number) => {
  const { tally, place } = bucket;
  const { n, rate, low, high, reason } = wonOfEnded(tally, minN);
  return {
    bucket: place.label,
    bucket_no: place.order,
    n,
    wins: tally.won,
    lost: tally.lost,
    no_decision: tally.no_decision,
    disqualified_n: tally.disqualified,
    censored_n: tally.open,
    rate,
    rate_lo: low,
    rate_hi: high,
    rate_reason: reason,
    ...oddsColumns(bucket, minN),
  };
};

const verdictColumns = ({ trend, verdict }: LandmarkResult) => ({
  trend_chi2: trend?.statistic ?? null,
  trend_p: trend?.pValue ?? null,
  trend_slope: trend?.slope ?? null,
  verdict,
});

const rowsAt = (
  unit: FollowupEffectRow['unit'],
  subjects: readonly Subject[],
  landmark_d: number,
  predictor: Predictor,
  asOf: string,
  { minN, level }: LandmarkSettings,
): FollowupEffectRow[] => {
  const result = landmark(subjects, landmark_d * DAY_S, predictor, { minN, level });
  const { name } = predictor;
  return result.buckets.map((bucket) => ({
    group_id: JSON.stringify([unit, landmark_d, name, bucket.place.label]),
    unit,
    landmark_d,
    predictor: name,
    ...bucketColumns(bucket, minN),
    ...verdictColumns(result),
    finding: findingOf(unit, landmark_d, name, result.verdict),
    level,
    min_n: minN,
    as_of: asOf,
  }));
};

/** What became of cases that were still undecided at each landmark, by how they had been followed up by then. */
export const followupEffect = (
  subjectsOf: Readonly<Record<FollowupEffectRow['unit'], readonly Subject[]>>,
  { asOf }: AsOf,
  settings: EffectSettings = DEFAULTS,
): FollowupEffectRow[] =>
  (['deal', 'quote'] as const).flatMap((unit) => {
    const subjects = subjectsOf[unit].filter(({ outcome }) => outcome !== 'excluded');
    return settings.landmarksD.flatMap((landmarkD) =>
      PREDICTORS_OF[unit].flatMap((predictor) => rowsAt(unit, subjects, landmarkD, predictor, asOf, settings)),
    );
  });
