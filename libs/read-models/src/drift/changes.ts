import {
  type Change,
  type ControlFlowChange,
  defaultMinSegment,
  detectControlFlowDrift,
  explainControlFlowChange,
  kaplanMeier,
  largestChanges,
  type Observation,
  segmentCases,
  shareChange,
  type ShareChange,
  survivalQuantile,
} from '@gemba/process-analytics';
import { type DriftSettings } from './drift-settings';
import { type CaseOfSeries, type MeasuredSeries, type TraceOfDrift } from './series';

/** The middle of a measure, open durations counted as what they are. */
export interface Median {
  readonly n: number;
  /** Null: fewer than half have ended. */
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface MeasureChange {
  readonly measure: { readonly before: Median; readonly after: Median };
}

export type WayChange = ControlFlowChange & { readonly teams: readonly ShareChange[] };

/** A change that is clear and large enough. */
export interface FoundChange {
  readonly lastOld: CaseOfSeries;
  readonly firstNew: CaseOfSeries;
  /** Between these the change lies: the cases a shortest stretch before and after it. */
  readonly window: readonly [string, string];
  readonly pValue: number;
  /** In standard deviations of one case. */
  readonly effect: number;
  readonly direction: 'up' | 'down' | null;
  readonly nBefore: number;
  readonly nAfter: number;
  readonly changed: MeasureChange | WayChange;
}

/** What was looked at and what was found there. */
export interface Searched {
  readonly n: number;
  readonly minSegment: number;
  readonly changes: readonly FoundChange[];
}

type Explained = Pick<FoundChange, 'effect' | 'direction' | 'changed'>;
/** Compares cases [from, cut) with [cut, to). */
type Explain = (from: number, cut: number, to: number) => Explained;

const minSegmentOf = (n: number, { minSegment }: DriftSettings): number => minSegment ?? defaultMinSegment(n);

/** Cuts too small to act on are taken out, smallest first, and what is left is compared over the longer stretches. */
const largeEnough = (cuts: readonly Change[], n: number, explain: Explain, minEffect: number) => {
  const explainAll = (of: readonly Change[]) =>
    of.map((change, i) => {
      const from = i === 0 ? 0 : of[i - 1]!.lastOldCase + 1;
      const to = of[i + 1] === undefined ? n : of[i + 1]!.lastOldCase + 1;
      return { change, from, to, ...explain(from, change.lastOldCase + 1, to) };
    });
  let left = explainAll(cuts);
  for (;;) {
    const smallest = left.toSorted((a, b) => a.effect - b.effect)[0];
    if (smallest === undefined || smallest.effect >= minEffect) return left;
    left = explainAll(left.filter((one) => one !== smallest).map(({ change }) => change));
  }
};

const searched = (
  cases: readonly CaseOfSeries[],
  cuts: readonly Change[],
  explain: Explain,
  settings: DriftSettings,
): Searched => {
  const n = cases.length;
  const minSegment = minSegmentOf(n, settings);
  const changes = largeEnough(cuts, n, explain, settings.minEffect).map(({ change, from, to, ...explained }) => {
    const cut = change.lastOldCase + 1;
    return {
      lastOld: cases[cut - 1]!,
      firstNew: cases[cut]!,
      window: [cases[cut - minSegment]!.at, cases[cut + minSegment - 1]!.at] as const,
      pValue: change.pValue,
      ...explained,
      nBefore: cut - from,
      nAfter: to - cut,
    };
  });
  return { n, minSegment, changes };
};

const teamChanges = (before: readonly TraceOfDrift[], after: readonly TraceOfDrift[], top: number): ShareChange[] => {
  const teams = new Set([...before, ...after].flatMap(({ team_id }) => (team_id === null ? [] : [team_id])));
  const share = (deals: readonly TraceOfDrift[], team: string) => ({
    count: deals.filter(({ team_id }) => team_id === team).length,
    n: deals.filter(({ team_id }) => team_id !== null).length,
  });
  return largestChanges(
    [...teams].map((team) => shareChange(team, share(before, team), share(after, team))),
    top,
  );
};

/** Changes in the order of work of deals, which stand in the order of their opening. */
export const changesOfWay = (
  deals: readonly (TraceOfDrift & { readonly opened_at: string })[],
  settings: DriftSettings,
): Searched => {
  const traces = deals.map(({ trace }) => trace);
  const options = { ...settings, minSegment: minSegmentOf(deals.length, settings) };
  const explain: Explain = (from, cut, to) => {
    const change = explainControlFlowChange(traces.slice(from, cut), traces.slice(cut, to), settings);
    const teams = teamChanges(deals.slice(from, cut), deals.slice(cut, to), settings.top);
    const effect = Math.abs(change.relations[0]?.difference ?? 0);
    return { effect, direction: null, changed: { ...change, teams } };
  };
  const cases = deals.map(({ deal_id, opened_at }) => ({ dealId: deal_id, at: opened_at }));
  return searched(cases, detectControlFlowDrift(traces, options), explain, settings);
};

const medianOf = (values: readonly Observation[]): Median => {
  const { value, low, high } = survivalQuantile(kaplanMeier(values), 0.5);
  return { n: values.length, median: value, low, high };
};

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Changes of a measurement up or down. */
export const changesOfMeasure = ({ cases, scores, values }: MeasuredSeries, settings: DriftSettings): Searched => {
  const options = { ...settings, minSegment: minSegmentOf(cases.length, settings) };
  const explain: Explain = (from, cut, to) => {
    const all = scores.slice(from, to);
    const middle = mean(all);
    const deviation = Math.sqrt(mean(all.map((score) => (score - middle) ** 2)));
    const difference = (mean(scores.slice(cut, to)) - mean(scores.slice(from, cut))) / deviation;
    const measure = { before: medianOf(values.slice(from, cut)), after: medianOf(values.slice(cut, to)) };
    return { effect: Math.abs(difference), direction: difference > 0 ? 'up' : 'down', changed: { measure } };
  };
  return searched(cases, segmentCases([scores], options), explain, settings);
};
