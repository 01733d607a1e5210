/** Why a point is a signal. */
export type RunRule = 'beyond-limit' | 'eight-on-one-side' | 'three-of-four-near-limit';

export interface ChartedPoint {
  readonly value: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

const RUN_LENGTH = 8;
const NEAR_LIMIT = 3;
const OF_LAST = 4;

/** +1 above the mean, −1 below, 0 on it: a point on the mean ends a run. */
const side = (point: ChartedPoint): number => Math.sign(point.value - point.mean);

const nearLimitSide = (point: ChartedPoint): number => {
  const limit = point.value > point.mean ? point.upper : point.lower;
  return Math.abs(point.value - limit) < Math.abs(point.value - point.mean) ? side(point) : 0;
};

/**
 * Which points of a process-behaviour chart are signals of a special cause: beyond a limit; the eighth and later of a
 * run on one side of the mean; one of which, with the three before it, at least three lie on one side closer to the
 * limit than to the mean (the point itself being one of them).
 *
 * Shapes: points in order of time, limits per point (p-charts differ from point to point); a list of rules per point,
 * empty for noise. Source: Wheeler, Understanding Variation (2000), detection rules. Cost: O(n).
 */
export const runRules = (points: readonly ChartedPoint[]): RunRule[][] => {
  let run = 0;
  return points.map((point, i) => {
    const rules: RunRule[] = [];
    if (point.value > point.upper || point.value < point.lower) rules.push('beyond-limit');
    const continues = i > 0 && side(point) !== 0 && side(point) === side(points[i - 1]!);
    run = side(point) === 0 ? 0 : continues ? run + 1 : 1;
    if (run >= RUN_LENGTH) rules.push('eight-on-one-side');
    const near = nearLimitSide(point);
    const window = points.slice(Math.max(0, i - OF_LAST + 1), i + 1);
    if (near !== 0 && window.filter((other) => nearLimitSide(other) === near).length >= NEAR_LIMIT) {
      rules.push('three-of-four-near-limit');
    }
    return rules;
  });
};
