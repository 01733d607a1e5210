import {
  movingRanges,
  pChartLimits,
  pooledProportion,
  type RunRule,
  runRules,
  xmrLimits,
} from '@gemba/process-analytics';

/** One value of a chart: a share of n, or a single value that n cases stand behind. */
export interface Measured {
  readonly x: string;
  readonly value: number;
  readonly n: number;
}

export type ChartKind = 'p' | 'xmr';

export interface ChartSettings {
  /** Limits are computed from so many points of a phase, and stay. */
  readonly baselinePoints: number;
  /** With fewer there are no limits. */
  readonly minPoints: number;
  /**
   * A baseline with fewer cases a point on average has no limits, nor have shares with fewer of the rarer outcome: steps
   * of one case are no signal, and the rules for runs take for granted that half of the points lie on each side.
   */
  readonly minCasesPerPoint: number;
}

export const CHART_SETTINGS: ChartSettings = { baselinePoints: 20, minPoints: 6, minCasesPerPoint: 5 };

export type Rule = RunRule | 'range-beyond-limit';

export interface ChartedValue {
  readonly mean: number | null;
  readonly lnpl: number | null;
  readonly unpl: number | null;
  readonly mr: number | null;
  readonly url: number | null;
  readonly limits: 'frozen' | 'provisional' | 'none';
  readonly limits_reason: 'few_points' | 'few_cases' | 'no_variation' | null;
  readonly baseline_n: number;
  readonly overdispersion: number | null;
  readonly rules: readonly Rule[];
}

type Limits = (point: Measured) => { readonly mean: number; readonly lower: number; readonly upper: number };
interface Frozen {
  readonly of: Limits;
  readonly upperRange: number | null;
  readonly overdispersion: number | null;
}

/** How much more the shares of the baseline vary than chance alone would let them (Laney's sigma z): 1 is as chance. */
const overdispersionOf = (baseline: readonly Measured[], mean: number): number | null => {
  if (mean === 0 || mean === 1) return null;
  const z = baseline.map(({ value, n }) => (value - mean) / Math.sqrt((mean * (1 - mean)) / n));
  const ranges = movingRanges(z);
  return ranges.reduce((sum, range) => sum + range, 0) / ranges.length / 1.128;
};

const frozenFrom = (kind: ChartKind, baseline: readonly Measured[]): Frozen => {
  if (kind === 'p') {
    const mean = pooledProportion(baseline.map(({ value, n }) => ({ successes: value * n, n })))!;
    return {
      of: ({ n }) => pChartLimits(mean, n),
      upperRange: null,
      overdispersion: overdispersionOf(baseline, mean),
    };
  }
  const limits = xmrLimits(baseline.map(({ value }) => value))!;
  return { of: () => limits, upperRange: limits.upperRange, overdispersion: null };
};

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Of single values the cases; of shares those of the outcome that is rarer. */
const casesBehind = (kind: ChartKind, baseline: readonly Measured[]): number => {
  const n = sumOf(baseline.map((point) => point.n));
  if (kind === 'xmr') return n;
  const successes = sumOf(baseline.map((point) => point.value * point.n));
  return Math.min(successes, n - successes);
};

const whyNoLimits = (
  kind: ChartKind,
  points: readonly Measured[],
  baseline: readonly Measured[],
  { minPoints, minCasesPerPoint }: ChartSettings,
): ChartedValue['limits_reason'] => {
  if (points.length < minPoints) return 'few_points';
  // Half a case: a sum of shares differs from a count in its last digits.
  if (casesBehind(kind, baseline) + 0.5 < minCasesPerPoint * baseline.length) return 'few_cases';
  const isFlat = kind === 'xmr' && baseline.every(({ value }) => value === baseline[0]!.value);
  return isFlat ? 'no_variation' : null;
};

const rangesOf = (kind: ChartKind, points: readonly Measured[]): (number | null)[] =>
  kind === 'p' ? points.map(() => null) : [null, ...movingRanges(points.map(({ value }) => value))];

/**
 * Puts the values of one phase, in the order of time, on a process-behaviour chart: limits from the first points of the
 * phase, which later ones do not move, and the rules by which each point is a signal.
 */
export const charted = (
  kind: ChartKind,
  points: readonly Measured[],
  settings: ChartSettings = CHART_SETTINGS,
): ChartedValue[] => {
  const { baselinePoints } = settings;
  const ranges = rangesOf(kind, points);
  const baseline = points.slice(0, baselinePoints);
  const baseline_n = baseline.length;
  const limits_reason = whyNoLimits(kind, points, baseline, settings);
  if (limits_reason !== null) {
    const none = { mean: null, lnpl: null, unpl: null, url: null, overdispersion: null, rules: [] };
    return points.map((_, i) => ({ ...none, mr: ranges[i]!, limits: 'none', limits_reason, baseline_n }));
  }
  const frozen = frozenFrom(kind, baseline);
  const limits = points.map(frozen.of);
  const rules = runRules(points.map(({ value }, i) => ({ value, ...limits[i]! })));
  return points.map((_, i) => {
    const mr = ranges[i]!;
    const isWild = mr !== null && frozen.upperRange !== null && mr > frozen.upperRange;
    return {
      mean: limits[i]!.mean,
      lnpl: limits[i]!.lower,
      unpl: limits[i]!.upper,
      mr,
      url: frozen.upperRange,
      limits: points.length < baselinePoints ? 'provisional' : 'frozen',
      limits_reason,
      baseline_n,
      overdispersion: frozen.overdispersion,
      rules: isWild ? [...rules[i]!, 'range-beyond-limit'] : rules[i]!,
    };
  });
};
