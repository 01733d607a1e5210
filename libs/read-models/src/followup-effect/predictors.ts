import { bucketOf, countBuckets, FOLLOW_UP_BOUNDS } from '../rates';
import { type Subject } from './subject';

/** Where a case stands on a scale by its landmark. */
export interface Place {
  readonly label: string;
  /** Place in the table, from 0. */
  readonly order: number;
  /** Its value in the trend; null: on no scale. */
  readonly score: number | null;
}

export interface Predictor {
  readonly name: 'touches' | 'first_latency' | 'raw_attempts';
  readonly placeOf: (subject: Subject, landmarkS: number) => Place;
}

const DAY_S = 86_400;
const COUNTS = countBuckets(FOLLOW_UP_BOUNDS);

/** By its landmark, later follow-ups are not known yet (rule R11). */
const countBy = (afterS: readonly number[], landmarkS: number): number =>
  afterS.reduce((count, s) => count + Number(s <= landmarkS), 0);

const placeOfCount = (count: number): Place => {
  const bucket = bucketOf(COUNTS, count);
  return { label: bucket.label, order: COUNTS.indexOf(bucket), score: bucket.from };
};

/** Days to the first touch: up to these. */
const LATENCY_BOUNDS_D: readonly number[] = [1, 3, 7, 14];

const UNTOUCHED: Place = { label: 'none by then', order: LATENCY_BOUNDS_D.length + 1, score: null };

const placeOfLatency = (firstS: number | undefined, landmarkS: number): Place => {
  if (firstS === undefined || firstS > landmarkS) return UNTOUCHED;
  const index = LATENCY_BOUNDS_D.findIndex((bound) => firstS <= bound * DAY_S);
  const order = index === -1 ? LATENCY_BOUNDS_D.length : index;
  const [below, upTo] = [LATENCY_BOUNDS_D[order - 1] ?? 0, LATENCY_BOUNDS_D[order]];
  return { label: upTo === undefined ? `over ${below} d` : `${below}-${upTo} d`, order, score: order };
};

/**
 * `touches` and `raw_attempts` up to the landmark, scored by the lower end of their bucket; `first_latency` by the
 * place of its bucket, where a higher one is a longer wait. A case not touched by then has no latency.
 */
export const PREDICTORS: Readonly<Record<Predictor['name'], Predictor>> = {
  touches: {
    name: 'touches',
    placeOf: ({ touchAfterS }, landmarkS) => placeOfCount(countBy(touchAfterS, landmarkS)),
  },
  first_latency: {
    name: 'first_latency',
    placeOf: ({ touchAfterS }, landmarkS) => placeOfLatency(touchAfterS[0], landmarkS),
  },
  raw_attempts: {
    name: 'raw_attempts',
    placeOf: ({ rawAfterS }, landmarkS) => placeOfCount(countBy(rawAfterS, landmarkS)),
  },
};
