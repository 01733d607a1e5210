import { describeWithData, readPlainCsv } from '@gemba/process-analytics/testing';
import fc from 'fast-check';
import { type Context, contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { stageVisitRows } from '../stage-visit/stage-visit.rows';
import { deal, instant, publishedVersion } from '../testing';
import { stageDurationStats, type VisitOfStats } from './stage-duration-stats.rows';

const context: Context = contextOf(publishedVersion('sale', 1, '2026-01-01 00:00', { contact: 3600 }));
const visit = (entered: string | null, exited: string | null, more: Partial<VisitOfStats> = {}): VisitOfStats => ({
  process_id: 'sale',
  version: 1,
  step_key: 'contact',
  segment: 'small',
  entered_at: entered === null ? null : instant(entered),
  exited_at: exited === null ? null : instant(exited),
  censored: exited === null,
  ...more,
});
const at = (asOf: string) => ({ asOf: instant(asOf) });
const over = (visits: readonly VisitOfStats[], asOf: string) => stageDurationStats(visits, at(asOf), context);

describe('stage_duration_stats', () => {
  it('gives a row for each segment and one for all of them', () => {
    const visits = [
      visit('2026-01-01 00:00', '2026-01-02 00:00'),
      visit('2026-01-01 00:00', '2026-01-04 00:00', { segment: 'large' }),
      visit('2026-01-01 00:00', '2026-01-06 00:00', { segment: null }),
    ];
    const rows = over(visits, '2026-02-01 00:00');
    expect(rows.map(({ segment_scope, segment, n, km_p50_d }) => [segment_scope, segment, n, km_p50_d])).toEqual([
      ['all', null, 3, 3],
      ['one', 'large', 1, 3],
      ['one', 'small', 1, 1],
      ['one', null, 1, 5],
    ]);
    expect(rows[0]).toMatchObject({ process_id: 'sale', version: 1, step_key: 'contact', expected_bs: 3600 });
  });

  it('keeps versions and steps apart, and visits that no version binds', () => {
    const visits = [
      visit('2026-01-01 00:00', null),
      visit('2026-01-01 00:00', null, { version: null, process_id: null }),
      visit('2026-01-01 00:00', null, { step_key: 'offer' }),
    ];
    const all = over(visits, '2026-02-01 00:00').filter(({ segment_scope }) => segment_scope === 'all');
    expect(
      all.map(({ process_id, version, step_key, expected_bs }) => [process_id, version, step_key, expected_bs]),
    ).toEqual([
      ['sale', 1, 'contact', 3600],
      ['sale', 1, 'offer', null],
      [null, null, 'contact', null],
    ]);
  });

  it('undoes what happened after the as-of', () => {
    const visits = [
      visit('2026-01-01 00:00', '2026-01-03 00:00'),
      visit('2026-01-01 00:00', '2026-01-20 00:00'),
      visit('2026-01-15 00:00', null),
    ];
    const [asOf10, asOf31] = ['2026-01-10 00:00', '2026-01-31 00:00'].map((asOf) => over(visits, asOf)[0]!);
    expect(asOf10).toMatchObject({ n: 2, completed_n: 1, censored_n: 1, mean_completed_d: 2 });
    expect(asOf31).toMatchObject({ n: 3, completed_n: 2, censored_n: 1, mean_completed_d: 10.5 });
  });

  it('counts an exit at the as-of itself as happened', () => {
    expect(over([visit('2026-01-01 00:00', '2026-01-03 00:00')], '2026-01-03 00:00')[0]).toMatchObject({
      completed_n: 1,
    });
  });

  it('leaves out unknown times and says how many', () => {
    const vague = [
      visit(null, '2026-01-03 00:00'),
      visit(null, null),
      visit('2026-01-01 00:00', null, { censored: false }),
    ];
    expect(over(vague, '2026-02-01 00:00')[0]).toMatchObject({
      n: 0,
      unknown_time_n: 3,
      km_p50_d: null,
      km_reason: 'no_visits',
      mean_completed_d: null,
    });
  });

  it('says why a quantile is unknown', () => {
    const open = visit('2026-01-01 00:00', null);
    const ended = visit('2026-01-01 00:00', '2026-01-03 00:00');
    expect(over([open, open, ended], '2026-02-01 00:00')[0]).toMatchObject({
      km_p50_d: null,
      km_reason: 'fewer_than_half_ended',
    });
    expect(over([open, ended], '2026-02-01 00:00')[0]).toMatchObject({
      km_p50_d: 2,
      km_p90_d: null,
      km_reason: 'fewer_than_nine_tenths_ended',
    });
  });

  it('gives the same rows for the visits in any order', () => {
    const visits = Array.from({ length: 30 }, (_, i) =>
      visit('2026-01-01 00:00', i % 3 === 0 ? null : `2026-01-${String(2 + i).padStart(2, '0')} 0${i % 7}:0${i % 5}`, {
        segment: i % 2 === 0 ? 'small' : 'large',
      }),
    );
    const expected = JSON.stringify(over(visits, '2026-03-01 00:00'));
    fc.assert(
      fc.property(fc.shuffledSubarray(visits, { minLength: visits.length }), (shuffled) =>
        expect(JSON.stringify(over(shuffled, '2026-03-01 00:00'))).toBe(expected),
      ),
    );
  });
});

describeWithData('crm/maven/sales_pipeline.csv', 'stage_duration_stats on the Maven pipeline', () => {
  const byDay = { precision: 'day' } as const;
  const visits = readPlainCsv('crm/maven/sales_pipeline.csv').flatMap((row) => {
    const tell = deal(`maven:${row['opportunity_id']}`);
    const { engage_date, close_date, deal_stage } = row;
    const engaged =
      engage_date === ''
        ? tell('StepEntered', '2016-01-01 00:00', { stepKey: 'engaging' }, { precision: 'unknown' })
        : tell('StepEntered', `${engage_date} 00:00`, { stepKey: 'engaging' }, byDay);
    const closing = deal_stage === 'Won' ? ('DealWon' as const) : ('DealLost' as const);
    const closed = close_date === '' ? [] : [tell(closing, `${close_date} 00:00`, {}, byDay)];
    return stageVisitRows(foldDealCase(`maven:${row['opportunity_id']}`, [engaged, ...closed], context), context);
  });
  const asOf = { asOf: '2017-12-31T23:59:59.999999Z' };

  it('finds 69 days from engaging to close where completed deals alone say 45', () => {
    const [row] = stageDurationStats(visits, asOf, context, 'utc_days');
    expect(row).toMatchObject({
      n: 8300,
      completed_n: 6711,
      censored_n: 1589,
      unknown_time_n: 500,
      km_p50_d: 69,
      naive_median_completed_d: 45,
    });
    expect(row!.mean_completed_d).toBeCloseTo(47.99, 2);
    expect(row!.km_p50_low_d!).toBeLessThanOrEqual(69);
    expect(row!.km_p50_high_d!).toBeGreaterThanOrEqual(69);
  });

  it('finds the same to the second, since its dates are midnights', () => {
    expect(stageDurationStats(visits, asOf, context)[0]).toMatchObject({ km_p50_d: 69, naive_median_completed_d: 45 });
  });
});
