import { microsOfInstant } from '@gemba/event-sourcing';
import { kaplanMeier, survivalQuantile } from '@gemba/process-analytics';
import { type CaseAt } from '../rates';
import { type ChartKind, type Measured } from './charted';
import { periodAfter, periodOf, type PeriodKind, withoutGaps } from './periods';

export type ChartName =
  | 'decided_win_rate_month'
  | 'decided_win_rate_week'
  | 'median_days_to_close_week'
  | 'deals_opened_week'
  | 'deals_closed_week'
  | 'wholly_conforming_month'
  | 'mean_fitness_week';

/** A deal as it stood, and how it compared with its process. */
export interface ChartedDeal extends CaseAt {
  /** Null where unknown. */
  readonly fitness: number | null;
}

/** What is charted, in the order of time; periods without a value have no point. */
export interface Chart {
  readonly name: ChartName;
  readonly kind: ChartKind;
  readonly period: PeriodKind;
  readonly points: (deals: readonly ChartedDeal[], asOf: string) => Measured[];
}

const DAY = 86_400_000_000;

const byPeriod = (
  kind: PeriodKind,
  deals: readonly ChartedDeal[],
  at: (deal: ChartedDeal) => string | null,
): Map<string, ChartedDeal[]> => {
  const periods = new Map<string, ChartedDeal[]>();
  for (const deal of deals) {
    const instant = at(deal);
    if (instant === null) continue;
    const period = periodOf(kind, instant);
    const known = periods.get(period);
    if (known === undefined) periods.set(period, [deal]);
    else known.push(deal);
  }
  return new Map([...periods].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const closing = ({ closedAt }: ChartedDeal): string | null => closedAt;
const opening = ({ openedAt }: ChartedDeal): string | null => openedAt;

const decidedWinRate =
  (kind: PeriodKind) =>
  (deals: readonly ChartedDeal[]): Measured[] => {
    const decided = deals.filter(({ outcome }) => outcome === 'won' || outcome === 'lost');
    return [...byPeriod(kind, decided, closing)].map(([x, closed]) => ({
      x,
      value: closed.filter(({ outcome }) => outcome === 'won').length / closed.length,
      n: closed.length,
    }));
  };

const daysWatched = ({ openedAt, closedAt }: ChartedDeal, asOf: string) => ({
  duration: Math.max(0, microsOfInstant(closedAt ?? asOf) - microsOfInstant(openedAt!)) / DAY,
  isEvent: closedAt !== null,
});

const medianDaysToClose = (deals: readonly ChartedDeal[], asOf: string): Measured[] => {
  const known = deals.filter(({ outcome, closedAt }) => outcome === 'open' || closedAt !== null);
  return [...byPeriod('week', known, opening)].flatMap(([x, opened]) => {
    const { value } = survivalQuantile(kaplanMeier(opened.map((deal) => daysWatched(deal, asOf))), 0.5);
    return value === null ? [] : [{ x, value, n: opened.length }];
  });
};

/** Closed deals that were held against their process, by when they closed. */
const judgedBy = (kind: PeriodKind, deals: readonly ChartedDeal[]): [string, number[]][] => {
  const judged = deals.filter(({ outcome, fitness }) => outcome !== 'open' && fitness !== null);
  return [...byPeriod(kind, judged, closing)].map(([x, closed]) => [x, closed.map(({ fitness }) => fitness!)]);
};

const whollyConforming = (deals: readonly ChartedDeal[]): Measured[] =>
  judgedBy('month', deals).map(([x, fitness]) => ({
    x,
    value: fitness.filter((each) => each === 1).length / fitness.length,
    n: fitness.length,
  }));

/** Summed in order of size, so that deals read in another order give the same last digit. */
const meanFitness = (deals: readonly ChartedDeal[]): Measured[] =>
  judgedBy('week', deals).map(([x, fitness]) => ({
    x,
    value: fitness.sort((a, b) => a - b).reduce((sum, each) => sum + each, 0) / fitness.length,
    n: fitness.length,
  }));

/** So many weeks without a deal make a run, which is a signal. After them the chart waits: to say it weekly tells no more. */
const SILENT_WEEKS = 8;

/** The last week to be charted: of a process that nobody follows any more, some weeks after its last deal. */
const lastWeekOf = (weeks: ReadonlyMap<string, unknown>, asOf: string): string => {
  let last = [...weeks.keys()].sort().at(-1)!;
  for (let silent = 0; silent < SILENT_WEEKS; silent++) last = periodAfter('week', last);
  const now = periodOf('week', asOf);
  return last < now ? last : now;
};

/** A week in which nothing happened is a week with 0. */
const counted =
  (at: (deal: ChartedDeal) => string | null) =>
  (deals: readonly ChartedDeal[], asOf: string): Measured[] => {
    const weeks = byPeriod('week', deals, at);
    return withoutGaps('week', weeks.size === 0 ? [] : [...weeks.keys(), lastWeekOf(weeks, asOf)]).map((x) => {
      const n = weeks.get(x)?.length ?? 0;
      return { x, value: n, n };
    });
  };

/** A new chart is a line here. */
export const CHARTS: readonly Chart[] = [
  { name: 'decided_win_rate_month', kind: 'p', period: 'month', points: decidedWinRate('month') },
  { name: 'decided_win_rate_week', kind: 'p', period: 'week', points: decidedWinRate('week') },
  { name: 'median_days_to_close_week', kind: 'xmr', period: 'week', points: medianDaysToClose },
  { name: 'deals_opened_week', kind: 'xmr', period: 'week', points: counted(opening) },
  { name: 'deals_closed_week', kind: 'xmr', period: 'week', points: counted(closing) },
  { name: 'wholly_conforming_month', kind: 'p', period: 'month', points: whollyConforming },
  { name: 'mean_fitness_week', kind: 'xmr', period: 'week', points: meanFitness },
];
