import { Z95 } from '../z95';
import { type SurvivalCurve, type SurvivalPoint } from './kaplan-meier';

export interface SurvivalQuantile {
  /** Null: too few cases have ended to say. */
  readonly value: number | null;
  /** Null: the lower end is not reached either. */
  readonly low: number | null;
  /** Null: the interval is open above. */
  readonly high: number | null;
}

/** A product of fractions that should be one half may miss it by rounding. */
const ROUNDING = 1e-12;

/** Both ends of the interval for survival, on the scale of log(−log), which keeps them between 0 and 1. */
const band = ({ survival, varianceOfLog }: SurvivalPoint, z: number): { low: number; high: number } => {
  if (survival === 1) return { low: 1, high: 1 };
  if (survival === 0) return { low: 0, high: 1 };
  const spread = Math.exp((z * Math.sqrt(varianceOfLog)) / -Math.log(survival));
  return { low: survival ** spread, high: survival ** (1 / spread) };
};

/**
 * By when has a given share of cases ended (0.5: the median)? The first time at which survival is at or below 1 − share;
 * a curve that stands exactly there does not move it on. The interval holds the times at which 1 − share lies within the
 * log-log interval of survival (Brookmeyer and Crowley's inversion); after the last case has ended that is unknown.
 *
 * Shapes: a curve and a share → times in the curve's unit, null where the curve does not come down so far. Errors:
 * RangeError for a share outside (0, 1). Source: Brookmeyer and Crowley, Biometrics 38 (1982); Kalbfleisch and Prentice,
 * The Statistical Analysis of Failure Time Data (2002), 1.4. Cost: O(points).
 */
export const survivalQuantile = (curve: SurvivalCurve, share: number, z = Z95): SurvivalQuantile => {
  if (!(share > 0 && share < 1)) throw new RangeError(`share: ${share} is outside (0, 1); give 0.5 for the median`);
  const level = 1 - share + ROUNDING;
  const firstWhere = (isDown: (point: SurvivalPoint) => boolean): number | null =>
    curve.points.find((point) => point.events > 0 && isDown(point))?.time ?? null;
  return {
    value: firstWhere((point) => point.survival <= level),
    low: firstWhere((point) => band(point, z).low <= level),
    high: firstWhere((point) => band(point, z).high <= level),
  };
};
