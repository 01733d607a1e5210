import { instantOfMicros, microsOfInstant } from '@gemba/event-sourcing';
import { DEFAULT_SEGMENTATION, seededRandom } from '@gemba/process-analytics';
import fc from 'fast-check';
import { type Context, contextOf } from '../context';
import { instant, publishedVersion } from '../testing';
import { driftConclusions, type DriftInputs, type DriftKind, driftRows } from './drift.rows';
import { DRIFT_SETTINGS } from './drift-settings';
import { settledDeals, type TraceOfDrift } from './series';

const DAY = 86_400_000_000;
const FIRST_DAY = microsOfInstant(instant('2026-01-01 00:00'));
const onDay = (day: number): string => instantOfMicros(FIRST_DAY + Math.round(day * DAY));
const context = contextOf(publishedVersion('sale', 1, '2025-01-01 00:00', { a: 3600, b: 3600 }));

/** The i-th deal opens on day i and takes `days`. */
const deal = (i: number, trace: readonly string[], days = 3, more: Partial<TraceOfDrift> = {}): TraceOfDrift => ({
  deal_id: `crm:${String(i).padStart(4, '0')}`,
  process_id: 'sale',
  team_id: 'north',
  opened_at: onDay(i),
  closed_at: onDay(i + days),
  outcome: 'won',
  trace,
  ...more,
});
const found = (inputs: Partial<DriftInputs>, kind: DriftKind, asOf = onDay(400), within: Context = context) =>
  driftRows({ traces: [], handovers: [], conformance: [], ...inputs }, { asOf }, within, DRIFT_SETTINGS).filter(
    (row) => row.kind === kind,
  );

const random = seededRandom(11);
/** Calls come before offers in nine of ten deals, after the 60th deal in one of ten. */
const turned = Array.from({ length: 120 }, (_, i) =>
  deal(i, random() < (i < 60 ? 0.9 : 0.1) ? ['call', 'offer'] : ['offer', 'call'], 3, {
    team_id: i < 60 ? 'north' : 'south',
  }),
);

describe('drift', () => {
  it('says since which deal another order holds, and what changed', () => {
    const [row, ...others] = found({ traces: turned }, 'control_flow');
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      process_id: 'sale',
      change_no: 1,
      verdict: 'changed',
      planned: false,
      n: 120,
      min_segment: 10,
      direction: null,
    });
    expect(Math.abs(microsOfInstant(row!.since_at!) - FIRST_DAY - 60 * DAY)).toBeLessThanOrEqual(3 * DAY);
    expect(row!.n_before! + row!.n_after!).toBe(120);
    expect(row!.p!).toBeLessThanOrEqual(0.004);
    const { relations, teams } = row!.changed as unknown as Record<string, { name: string; after: { n: number } }[]>;
    expect(relations!.map(({ name }) => name)).toContain('call → offer');
    expect(teams!.map(({ name }) => name)).toEqual(['north', 'south']);
    expect(relations![0]!.after.n).toBe(row!.n_after);
  });

  it('is planned where a version came into effect around the change', () => {
    const planned = contextOf([
      ...publishedVersion('sale', 1, '2025-01-01 00:00', { a: 3600 }),
      ...publishedVersion('sale', 2, onDay(58).slice(0, 16).replace('T', ' '), { a: 3600 }),
    ]);
    expect(found({ traces: turned }, 'control_flow', onDay(400), planned)[0]).toMatchObject({
      planned: true,
      planned_versions: [2],
    });
  });

  it('is neither planned nor unplanned where no version of the process is known', () => {
    expect(found({ traces: turned }, 'control_flow', onDay(400), contextOf([]))[0]).toMatchObject({
      ...{ verdict: 'changed', planned: null, planned_versions: [] },
    });
  });

  it('searches as its figures were measured: with the level and the shuffles of the detector', () => {
    const { alpha, permutations, seed } = DRIFT_SETTINGS;
    expect({ alpha, permutations, seed }).toEqual(DEFAULT_SEGMENTATION);
    // A p that has one possible value says nothing of how sure a change is.
    expect(Math.floor(alpha * (permutations + 1))).toBeGreaterThan(1);
  });

  it('finds a change only when enough deals have closed after it, and gives the same rows for any order of deals', () => {
    expect(found({ traces: turned }, 'control_flow', onDay(63))).toMatchObject([{ verdict: 'no_change_found' }]);
    expect(found({ traces: turned }, 'control_flow', onDay(95))).toMatchObject([{ verdict: 'changed' }]);
    const expected = JSON.stringify(found({ traces: turned }, 'control_flow'));
    fc.assert(
      fc.property(fc.shuffledSubarray(turned, { minLength: turned.length }), (traces) =>
        expect(JSON.stringify(found({ traces }, 'control_flow'))).toBe(expected),
      ),
      { numRuns: 5 },
    );
  });

  it('says that there are too few deals to say', () => {
    expect(found({ traces: turned.slice(0, 19) }, 'control_flow')).toMatchObject([
      { verdict: 'insufficient', change_no: 0, n: 19, since_at: null, changed: null, planned: null },
    ]);
  });

  it('leaves out what is too small to act on, however sure', () => {
    const settings = { ...DRIFT_SETTINGS, minEffect: 5 };
    const inputs = { traces: turned, handovers: [], conformance: [] };
    const [row] = driftRows(inputs, { asOf: onDay(400) }, context, settings);
    expect(row).toMatchObject({ kind: 'control_flow', verdict: 'no_change_found', min_effect: 5 });
  });

  it('does not take the quick deals among the latest for a new way of working', () => {
    const mixed = Array.from({ length: 100 }, (_, i) =>
      deal(i, i % 2 === 0 ? ['short'] : ['long'], i % 2 === 0 ? 1 : 40),
    );
    expect(settledDeals(mixed, onDay(100)).every(({ opened_at }) => opened_at <= onDay(60))).toBe(true);
    expect(found({ traces: mixed }, 'control_flow', onDay(100))).toMatchObject([{ verdict: 'no_change_found' }]);
    expect(found({ traces: mixed }, 'duration', onDay(100))).toMatchObject([{ verdict: 'no_change_found', n: 100 }]);
  });

  it('finds durations that grew, open deals counted as what they are', () => {
    const dice = seededRandom(12);
    const slower = Array.from({ length: 200 }, (_, i) => deal(i, ['call'], -Math.log(1 - dice()) * (i < 100 ? 5 : 25)));
    const [row] = found({ traces: slower }, 'duration', onDay(200));
    expect(row).toMatchObject({ verdict: 'changed', direction: 'up', n: 200 });
    expect(Math.abs(row!.n_before! - 100)).toBeLessThanOrEqual(20);
    const { measure } = row!.changed as unknown as { measure: Record<string, { median: number; n: number }> };
    expect(measure['before']!.median).toBeLessThan(measure['after']!.median);
    expect(measure['before']!.n).toBe(row!.n_before);
  });

  it('finds handovers that became less complete and deals that keep less to their process', () => {
    const traces = turned.slice(0, 1);
    const dice = seededRandom(13);
    const level = (i: number) => (i < 50 ? 1 : 0.5) - (dice() < 0.5 ? 0.1 : 0);
    const handovers = Array.from({ length: 100 }, (_, i) => ({
      deal_id: `crm:${i}`,
      handover_id: 'h',
      process_id: 'sale',
      first_submitted_at: onDay(i),
      completeness: level(i),
    }));
    const conformance = Array.from({ length: 100 }, (_, i) => ({
      deal_id: `crm:${i}`,
      process_id: 'sale',
      fitness: level(i),
      opened_at: onDay(i),
      closed_at: onDay(i + 2),
    }));
    for (const kind of ['handover', 'conformance'] as const) {
      expect(found({ traces, handovers, conformance }, kind)).toMatchObject([
        { verdict: 'changed', direction: 'down', since_at: onDay(50), last_old_at: onDay(49), n: 100 },
      ]);
    }
  });
});

describe('what the journal says of drift', () => {
  it('is the change, under one name however often it is found, and nothing where nothing changed', () => {
    const early = found({ traces: turned }, 'control_flow', onDay(110))[0]!;
    const late = found({ traces: turned }, 'control_flow', onDay(400))[0]!;
    expect(early.n_after).not.toBe(late.n_after);
    const conclusion = driftConclusions.of(late)!;
    expect(driftConclusions.of(early)!.conclusionId).toBe(conclusion.conclusionId);
    expect(conclusion).toMatchObject({
      kind: 'ProcessDriftDetected',
      detail: { processId: 'sale', drift: 'control_flow', firstNewDealId: late.first_new_deal, planned: false },
    });
    expect(driftConclusions.of(found({ traces: turned.slice(0, 19) }, 'control_flow')[0]!)).toBeNull();
  });
});
