import { describeWithData } from '@gemba/process-analytics/testing';
import fc from 'fast-check';
import { type Context, contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { dealOutcomeRows } from '../deal-outcome/deal-outcome.rows';
import { type OutcomeOfDeal } from '../rates';
import { historiesOf, instant, publishedVersion } from '../testing';
import { controlChartConclusions, controlChartPoints } from './control-chart-point.rows';
import { type ChartName } from './charts';

const context = contextOf([]);
const facts = { process_id: 'sale', segment: null, channel: null, team_id: null, owner_id: null };

/** A deal's rows of deal_outcome. */
const deal = (id: string, opened: string, closed: string | null = null, outcome: 'won' | 'lost' = 'won') => {
  const row = (outcome_no: number, as: OutcomeOfDeal['outcome'], from: string): OutcomeOfDeal => ({
    deal_id: id,
    outcome_no,
    outcome: as,
    from_at: instant(from),
    opened_at: instant(opened),
    opened_reason: null,
    amount_minor: null,
    currency: null,
    ...facts,
  });
  return [row(1, 'open', opened), ...(closed === null ? [] : [row(2, outcome, closed)])];
};
const chart = (
  name: ChartName,
  rows: readonly OutcomeOfDeal[],
  asOf: string,
  scope: 'all' | 'process' = 'all',
  within: Context = context,
) =>
  controlChartPoints(rows, [], { asOf: asOf.length > 16 ? asOf : instant(asOf) }, within).filter(
    (row) => row.chart === name && row.scope === scope,
  );

/** Seven months of 100 decided deals each, of which 60 are won, in July 20. */
const months = ['01', '02', '03', '04', '05', '06', '07'];
const steady = months.flatMap((month) =>
  Array.from({ length: 100 }, (_, i) =>
    deal(
      `crm:${month}${i}`,
      `2026-${month}-01 09:00`,
      `2026-${month}-15 09:00`,
      i < (month === '07' ? 20 : 60) ? 'won' : 'lost',
    ),
  ).flat(),
);

describe('control_chart_point', () => {
  it('signals the month that differs, with mean and limits of its own n', () => {
    const rows = chart('decided_win_rate_month', steady, '2026-08-15 00:00');
    expect(rows.map(({ x, value, n }) => [x, value, n])).toEqual(
      months.map((month) => [`2026-${month}-01`, month === '07' ? 0.2 : 0.6, 100]),
    );
    expect(rows.at(-1)).toMatchObject({ rules: ['beyond-limit'], limits: 'provisional', baseline_n: 7, phase: 1 });
    expect(rows[0]!.mean).toBeCloseTo(380 / 700, 12);
  });

  it('leaves out periods that are not over', () => {
    expect(chart('decided_win_rate_month', steady, '2026-07-31 23:59').map(({ x }) => x)).not.toContain('2026-07-01');
  });

  it('counts a week without deals as 0', () => {
    const rows = chart(
      'deals_opened_week',
      [...deal('crm:1', '2026-01-05 09:00'), ...deal('crm:2', '2026-01-19 09:00')],
      '2026-02-02 00:00',
    );
    expect(rows.map(({ x, value }) => [x, value])).toEqual([
      ['2026-01-05', 1],
      ['2026-01-12', 0],
      ['2026-01-19', 1],
      ['2026-01-26', 0],
    ]);
  });

  it('says that a process fell silent, and does not go on to say so every week for ever', () => {
    const opened = Array.from({ length: 200 }, (_, i) =>
      deal(`crm:${i}`, `2026-01-${String(5 + (i % 25)).padStart(2, '0')} 09:00`),
    );
    const weeks = (...more: OutcomeOfDeal[][]) =>
      chart('deals_opened_week', [...opened, ...more].flat(), '2027-12-31 00:00').map(({ x }) => x);
    expect(weeks().at(-1)).toBe('2026-03-23');
    expect(weeks()).toHaveLength(4 + 8);
    // Whoever begins again is told of all the weeks between.
    expect(weeks(deal('crm:late', '2026-10-05 09:00'))).toHaveLength(40 + 8);
    expect(chart('deals_opened_week', opened.flat(), '2026-02-16 00:00').at(-1)!.x).toBe('2026-02-09');
  });

  it('takes the median of deals opened in a week with open ones counted as what they are', () => {
    const opened = [
      ...deal('crm:1', '2026-01-05 00:00', '2026-01-07 00:00'),
      ...deal('crm:2', '2026-01-05 00:00', '2026-01-15 00:00'),
      ...deal('crm:3', '2026-01-05 00:00'),
      ...deal('crm:4', '2026-01-12 00:00'),
    ];
    expect(chart('median_days_to_close_week', opened, '2026-02-02 00:00')).toMatchObject([
      { x: '2026-01-05', value: 10, n: 3 },
    ]);
  });

  it('begins a new phase with a new version of the process, and none over all deals', () => {
    const versions = contextOf([
      ...publishedVersion('sale', 1, '2025-01-01 00:00', { a: 3600 }),
      ...publishedVersion('sale', 2, '2026-04-20 00:00', { a: 3600 }),
    ]);
    const phases = (scope: 'all' | 'process') =>
      chart('decided_win_rate_month', steady, '2026-08-15 00:00', scope, versions).map((row) => [
        row.phase,
        row.version,
      ]);
    expect(phases('process')).toEqual([...Array(4).fill([1, 1]), ...Array(3).fill([2, 2])]);
    expect(new Set(phases('all').map(String))).toEqual(new Set(['1,']));
  });

  it('restates a point when a deal of that month is told of late, and the journal says it again under the same name', () => {
    const late = deal('crm:late', '2026-07-01 09:00', '2026-07-20 09:00', 'won');
    const july = (rows: readonly OutcomeOfDeal[]) =>
      controlChartConclusions.of(chart('decided_win_rate_month', rows, '2026-08-15 00:00').at(-1)!)!;
    const [before, after] = [july(steady), july([...steady, ...late])];
    expect(before).toMatchObject({ kind: 'SpecialCauseSignalled', detail: { period: '2026-07-01', n: 100 } });
    expect(after.conclusionId).toBe(before.conclusionId);
    expect(after.detail).toMatchObject({ n: 101 });
    expect(controlChartConclusions.of(chart('decided_win_rate_month', steady, '2026-08-15 00:00')[0]!)).toBeNull();
  });

  it('charts how well closed deals kept to their process, and signals the month in which they did less', () => {
    // Of 100 deals closed a month the last 20 left out a step, in July 60.
    const fitness = months.flatMap((month) =>
      Array.from({ length: 100 }, (_, i) => ({
        deal_id: `crm:${month}${i}`,
        fitness: i < (month === '07' ? 40 : 80) ? 1 : 0.75,
      })),
    );
    const open = deal('crm:open', '2026-03-01 09:00');
    const unjudged = deal('crm:unjudged', '2026-03-01 09:00', '2026-03-15 09:00');
    const rows = controlChartPoints(
      [...steady, ...open, ...unjudged],
      [...fitness, { deal_id: 'crm:open', fitness: 0.5 }, { deal_id: 'crm:unjudged', fitness: null }],
      { asOf: instant('2026-08-15 00:00') },
      context,
    ).filter(({ scope }) => scope === 'all');
    const of = (name: ChartName) => rows.filter((row) => row.chart === name);
    expect(of('wholly_conforming_month').map(({ x, value, n, rules }) => [x, value, n, rules])).toEqual([
      ...months.slice(0, 6).map((month) => [`2026-${month}-01`, 0.8, 100, []]),
      ['2026-07-01', 0.4, 100, ['beyond-limit']],
    ]);
    const means = of('mean_fitness_week').map(({ value, n }) => [value, n] as const);
    expect(means).toHaveLength(7);
    means.forEach(([value, n], i) => {
      expect(value).toBeCloseTo(i === 6 ? 0.85 : 0.95, 12);
      expect(n).toBe(100);
    });
  });

  it('is the same for any order of the rows, and gives every point a name of its own', () => {
    const some = steady.slice(0, 400);
    const rowsOf = (rows: readonly OutcomeOfDeal[]) =>
      controlChartPoints(rows, [], { asOf: instant('2026-08-15 00:00') }, context);
    const expected = rowsOf(some);
    expect(new Set(expected.map(({ point_id }) => point_id)).size).toBe(expected.length);
    fc.assert(
      fc.property(fc.shuffledSubarray(some, { minLength: some.length }), (rows) =>
        expect(JSON.stringify(rowsOf(rows))).toBe(JSON.stringify(expected)),
      ),
      { numRuns: 5 },
    );
  });
});

describeWithData('crm/maven/sales_pipeline.csv', 'control_chart_point on the Maven pipeline', () => {
  const outcomes: OutcomeOfDeal[] = [];

  beforeAll(async () => {
    for (const [dealId, events] of await historiesOf('maven-pipeline', 'crm/maven/sales_pipeline.csv')) {
      for (const row of dealOutcomeRows(foldDealCase(dealId, events, context))) outcomes.push(row);
    }
  }, 120_000);

  it('has all 10 close months beyond the limits of its p chart, and says that deals vary more than chance', () => {
    const rows = chart('decided_win_rate_month', outcomes, '2017-12-31T23:59:59.999999Z');
    expect(rows).toHaveLength(10);
    for (const { rules, limits } of rows) {
      expect(rules).toContain('beyond-limit');
      expect(limits).toBe('provisional');
    }
    expect(rows[0]!.mean).toBeCloseTo(4238 / 6711, 12);
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(6711);
    expect(rows[0]!.overdispersion!).toBeGreaterThan(3);
  });
});
