import { FIELD_SALES_STEPS, PLANTED_FACTS, PROCESS_ID } from '@gemba/intake';
import { type ProportionInterval, wilsonInterval } from '@gemba/process-analytics';
import { type Client } from 'pg';
import { type GembaClient } from '../client/gemba-client';
import { MISSING_ITEMS, OUTCOMES, PASSED_BY, WORTH_A_REPLAY } from './findings.sql';

/** How long deals stay in a step, as `GET /v1/stage-durations` answers. */
export interface StageDuration {
  readonly stepKey: string;
  readonly segmentScope: 'all' | 'one';
  readonly segment: string | null;
  readonly n: number;
  readonly completedN: number;
  readonly censoredN: number;
  readonly kmP50D: number | null;
  readonly kmP50LowD: number | null;
  readonly kmP50HighD: number | null;
  readonly meanCompletedD: number | null;
}

/** One segment's median in a step beside the longest of the others. */
export interface SegmentGap {
  readonly longest: StageDuration;
  readonly next: StageDuration;
  readonly timesLonger: number;
}

/** In how many of n cases something was so. */
export interface Share extends ProportionInterval {
  readonly label: string;
  readonly n: number;
}

/** What the demo found in the tables. */
export interface Findings {
  readonly asOf: string;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Every segment together, the longest median first. */
  readonly steps: readonly StageDuration[];
  readonly gap: SegmentGap | null;
  /** First submissions that lack an item, the largest share first. */
  readonly missingItems: readonly Share[];
  /** Deals that passed the watched step by without leave, by channel, the largest share first. */
  readonly passedBy: readonly Share[];
  readonly dealWorthAReplay: string | null;
}

const longestFirst = (a: StageDuration, b: StageDuration): number => (b.kmP50D ?? 0) - (a.kmP50D ?? 0);

/** The step in which one segment is furthest from the others. Null where no step has two segments with a median. */
export const widestGap = (durations: readonly StageDuration[]): SegmentGap | null => {
  const gaps = [...new Set(durations.map(({ stepKey }) => stepKey))].flatMap((stepKey): SegmentGap[] => {
    const [longest, next] = durations
      .filter((row) => row.stepKey === stepKey && row.segmentScope === 'one' && row.kmP50D !== null)
      .sort(longestFirst);
    if (longest === undefined || next === undefined || next.kmP50D === 0) return [];
    return [{ longest, next, timesLonger: longest.kmP50D! / next.kmP50D! }];
  });
  return gaps.sort((a, b) => b.timesLonger - a.timesLonger)[0] ?? null;
};

const shareOf = (label: string, cases: number, n: number): Share => ({ label, n, ...wilsonInterval(cases, n)! });

const largestFirst = (a: Share, b: Share): number => b.rate - a.rate;

/** Where a deal that is past the watched step has been seen. */
const stepAfter = (stepKey: string): string =>
  FIELD_SALES_STEPS[FIELD_SALES_STEPS.findIndex(({ key }) => key === stepKey) + 1]!.key;

/** Asks the running Gemba: durations over HTTP at the as-of, the rest in SQL as BI would. */
export const readFindings = async (client: GembaClient, sql: Client, asOf: string): Promise<Findings> => {
  const { shortcut, slowStep } = PLANTED_FACTS;
  const { durations } = await client.get<{ durations: StageDuration[] }>('/v1/stage-durations', {
    ...{ process: PROCESS_ID, asOf },
  });
  const outcomes = await sql.query<{ outcome: string; n: number }>(OUTCOMES, [PROCESS_ID]);
  const items = await sql.query<{ from_team: string; to_team: string; item: string; n: number; missing: number }>(
    MISSING_ITEMS,
  );
  const watched = [PROCESS_ID, shortcut.stepKey, stepAfter(shortcut.stepKey)];
  const passed = await sql.query<{ channel: string; n: number; without: number }>(PASSED_BY, watched);
  const worth = await sql.query<{ deal_id: string }>(WORTH_A_REPLAY, [PROCESS_ID, slowStep.segment]);
  return {
    asOf,
    outcomes: Object.fromEntries(outcomes.rows.map(({ outcome, n }) => [outcome, n])),
    steps: durations.filter(({ segmentScope }) => segmentScope === 'all').sort(longestFirst),
    gap: widestGap(durations),
    missingItems: items.rows
      .map((row) => shareOf(`${row.from_team} → ${row.to_team}: ${row.item}`, row.missing, row.n))
      .sort(largestFirst),
    passedBy: passed.rows.map(({ channel, without, n }) => shareOf(channel, without, n)).sort(largestFirst),
    dealWorthAReplay: worth.rows[0]?.deal_id ?? null,
  };
};
