import fc from 'fast-check';
import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { dealOutcome } from '../deal-outcome';
import { type HistoryEvent } from '../history';
import { type OutcomeOfDeal, type OutcomeOfQuote } from '../rates';
import { deal, instant } from '../testing';
import { winRate, type WinRateRow } from './win-rate.rows';

const context = contextOf([]);
const at = (asOf: string) => ({ asOf: instant(asOf) });
const facts = { process_id: 'sale', segment: 'small', channel: null, team_id: 'north', owner_id: 'ann' };

type Told = readonly [outcome: OutcomeOfDeal['outcome'], from: string | null];

const dealRows = (id: string, told: readonly Told[], more: Partial<OutcomeOfDeal> = {}): OutcomeOfDeal[] =>
  told.map(([outcome, from], i) => ({
    deal_id: id,
    outcome_no: i + 1,
    outcome,
    from_at: from === null ? null : instant(from),
    opened_at: told[0]![1] === null ? null : instant(told[0]![1]),
    opened_reason: told[0]![1] === null ? 'opening_time_unknown' : null,
    amount_minor: null,
    currency: null,
    ...facts,
    ...more,
  }));
const opened: Told = ['open', '2026-01-05 09:00'];
const rowOf = (rows: readonly WinRateRow[], key: Partial<WinRateRow> = {}): WinRateRow =>
  rows.find((row) =>
    Object.entries({ unit: 'deal', scope: 'all', period_kind: 'all', ...key }).every(
      ([name, value]) => row[name] === value,
    ),
  )!;
const overall = (deals: readonly OutcomeOfDeal[], asOf: string, key: Partial<WinRateRow> = {}) =>
  rowOf(winRate(deals, [], at(asOf)), key);

describe('win_rate of deals', () => {
  it('reports a deal lost in the first quarter and won in the third as each day knew it', () => {
    const tell = deal('crm:1');
    const events: HistoryEvent[] = [
      tell('DealOpened', '2026-01-05 09:00', {}),
      tell('DealLost', '2026-03-10 09:00', {}),
      tell('DealReopened', '2026-07-01 09:00', {}),
      tell('DealWon', '2026-08-20 09:00', {}),
    ];
    const rows = dealOutcome.rows(foldDealCase('crm:1', events, context), context) as readonly OutcomeOfDeal[];
    expect(overall(rows, '2026-03-31 23:59')).toMatchObject({ won: 0, lost: 1, open: 0 });
    expect(overall(rows, '2026-07-31 23:59')).toMatchObject({
      won: 0,
      lost: 0,
      open: 1,
      rate_reason: 'nothing_decided',
    });
    expect(overall(rows, '2026-12-31 23:59')).toMatchObject({ n: 1, won: 1, lost: 0, open: 0 });
    const months = winRate(rows, [], at('2026-12-31 23:59')).filter(
      (row) => row.scope === 'all' && row.period_kind === 'close_month',
    );
    expect(months.map(({ period, won, lost, open }) => [period, won, lost, open])).toEqual([
      ['2026-08-01', 1, 0, null],
    ]);
  });

  it('adds up: what was opened is what became of it and what is open, at every as-of', () => {
    const moments = ['2026-01-10 09:00', '2026-02-10 09:00', '2026-03-10 09:00', '2026-04-10 09:00'] as const;
    const outcome = fc.constantFrom(
      'won' as const,
      'lost' as const,
      'no_decision' as const,
      'disqualified' as const,
      'open' as const,
    );
    const told = fc
      .tuple(fc.subarray([...moments], { minLength: 1 }), fc.array(outcome, { minLength: 4, maxLength: 4 }))
      .map(([times, outcomes]) => times.map((from, i): Told => [i === 0 ? 'open' : outcomes[i]!, from]));
    const asOf = fc.constantFrom('2026-01-01 00:00', ...moments, '2026-12-31 00:00');
    fc.assert(
      fc.property(fc.array(told, { maxLength: 12 }), asOf, (deals, when) => {
        const rows = winRate(
          deals.flatMap((each, i) => dealRows(`crm:${i}`, each)),
          [],
          at(when),
        );
        const begun = deals.filter(([first]) => instant(first![1]!) <= instant(when)).length;
        expect(rowOf(rows)?.n ?? 0).toBe(begun);
        for (const row of rows) {
          expect(row.won + row.lost + row.no_decision + row.disqualified + (row.open ?? 0)).toBe(row.n);
        }
        for (const scope of ['segment', 'team', 'owner', 'process', 'channel'] as const) {
          const parts = rows.filter((row) => row.scope === scope && row.period_kind === 'all');
          expect(parts.reduce((sum, { n }) => sum + n, 0)).toBe(begun);
        }
      }),
    );
  });

  it('keeps deals without an opening out, says how many, and counts open deals of unknown age as open', () => {
    const rows = [
      ...dealRows(
        'crm:1',
        [
          ['open', null],
          ['won', '2026-02-01 09:00'],
        ],
        { opened_reason: 'no_opening' },
      ),
      ...dealRows('crm:2', [['open', null]]),
    ];
    expect(overall(rows, '2026-03-01 09:00')).toMatchObject({ n: 1, won: 0, open: 1, excluded_n: 1, cohort_n: 0 });
  });

  it('rates value in one currency only, and only where every amount is known', () => {
    const worth = (id: string, outcome: 'won' | 'lost', amount_minor: number | null, currency: string | null = 'EUR') =>
      dealRows(id, [opened, [outcome, '2026-02-01 09:00']], { amount_minor, currency });
    const rated = (...deals: readonly OutcomeOfDeal[][]) => overall(deals.flat(), '2026-03-01 09:00');
    expect(rated(worth('1', 'won', 300), worth('2', 'lost', 100))).toMatchObject({
      currency: 'EUR',
      won_minor: 300,
      lost_minor: 100,
      rate_value: 0.75,
      value_reason: null,
    });
    expect(rated(worth('1', 'won', 300), worth('2', 'lost', 100, 'USD'))).toMatchObject({
      won_minor: null,
      value_reason: 'several_currencies',
    });
    expect(rated(worth('1', 'won', 300), worth('2', 'lost', null, null))).toMatchObject({
      won_minor: 300,
      lost_minor: null,
      rate_value: null,
      value_reason: 'amount_unknown',
    });
    for (const other of [[], worth('2', 'won', 300)])
      expect(rated(worth('1', 'won', 300, null), other)).toMatchObject({
        won_minor: null,
        value_reason: 'currency_unknown',
      });
    expect(rated(worth('1', 'won', 0), worth('2', 'lost', 0))).toMatchObject({
      won_minor: 0,
      lost_minor: 0,
      rate_value: null,
      value_reason: 'worth_nothing',
    });
  });

  it('says what share of a cohort was won by a horizon, open deals counted as not over', () => {
    const closing = (id: string, outcome: 'won' | 'lost', day: string) =>
      dealRows(id, [
        ['open', '2026-01-01 00:00'],
        [outcome, day],
      ]);
    const cohort = [
      closing('1', 'won', '2026-01-21 00:00'),
      closing('2', 'lost', '2026-01-11 00:00'),
      dealRows('3', [['open', '2026-02-15 00:00']]),
      closing('4', 'won', '2026-02-10 00:00'),
    ].flat();
    const row = overall(cohort, '2026-03-02 00:00');
    // At risk 4, lost at 10 d; 3 at 20 d, one censored at 15 d leaves 2, won; then 1 at 40 d, won.
    expect(row.cohort_n).toBe(4);
    expect(row.cohort_cif!['30']).toEqual({ won: 0.375, lost: 0.25, no_decision: 0, disqualified: 0 });
    expect(row.cohort_cif!['60']!.won).toBeCloseTo(0.75, 12);
    expect(row.cohort_known_n!['30']).toBe(3);
    expect(row.cohort_evidence!['30']).toBe('insufficient');
    // Variance 0.375²/12 + 0.75²/8 = 0.0820, that of 0.375 among 2.857 cases.
    expect(row.cohort_intervals!['30']!.won.map((end) => end.toFixed(2))).toEqual(['0.07', '0.82']);
    expect(overall(cohort, '2026-01-22 00:00').cohort_cif!['30']).toBeNull();
    expect(overall(cohort, '2026-03-02 00:00', { period_kind: 'open_month', period: '2026-02-01' })).toMatchObject({
      n: 1,
      open: 1,
    });
  });

  it('gives the same rows for the deals in any order', () => {
    const deals = Array.from({ length: 12 }, (_, i) =>
      dealRows(`crm:${i}`, [opened, [i % 3 === 0 ? 'won' : 'lost', `2026-0${2 + (i % 4)}-01 0${i % 9}:00`]], {
        amount_minor: i * 100,
        currency: 'EUR',
      }),
    ).flat();
    const expected = JSON.stringify(winRate(deals, [], at('2026-12-31 00:00')));
    fc.assert(
      fc.property(fc.shuffledSubarray(deals, { minLength: deals.length }), (shuffled) =>
        expect(JSON.stringify(winRate(shuffled, [], at('2026-12-31 00:00')))).toBe(expected),
      ),
      { numRuns: 20 },
    );
  });
});

describe('win_rate of quotes', () => {
  const quoted = (outcome: OutcomeOfQuote['outcome'], more: Partial<OutcomeOfQuote> = {}): OutcomeOfQuote => ({
    deal_id: 'crm:1',
    family_id: `cpq:${outcome}`,
    outcome,
    decided_at: outcome === 'open' ? null : instant('2026-02-10 09:00'),
    first_sent_at: instant('2026-01-10 09:00'),
    valid_until_at: instant('2026-02-01 00:00'),
    deal_outcome: 'open',
    amount_minor: null,
    currency: null,
    ...facts,
    ...more,
  });
  const rated = (asOf: string, ...quotes: readonly OutcomeOfQuote[]) =>
    rowOf(winRate([], quotes, at(asOf)), { unit: 'quote' });

  it('counts a family once: accepted won, rejected and expired lost, what nobody turned down excluded', () => {
    const quotes = (['accepted', 'rejected', 'open', 'not_selected', 'withdrawn', 'superseded'] as const).map(
      (outcome) => quoted(outcome),
    );
    expect(rated('2026-03-01 00:00', ...quotes)).toMatchObject({ n: 3, won: 1, lost: 2, open: 0, excluded_n: 3 });
  });

  it('holds a quote for expired until it is accepted after all', () => {
    const late = quoted('accepted');
    expect(rated('2026-01-31 00:00', late)).toMatchObject({ won: 0, lost: 0, open: 1 });
    expect(rated('2026-02-05 00:00', late)).toMatchObject({ won: 0, lost: 1, open: 0 });
    expect(rated('2026-02-11 00:00', late)).toMatchObject({ won: 1, lost: 0, open: 0 });
  });

  it('makes of a quote that ended with its deal what the deal became', () => {
    const became = (deal_outcome: OutcomeOfQuote['deal_outcome']) =>
      rated('2026-03-01 00:00', quoted('deal_closed', { deal_outcome }));
    expect(became('lost')).toMatchObject({ lost: 1 });
    expect(became('no_decision')).toMatchObject({ no_decision: 1 });
    expect(became('disqualified')).toMatchObject({ disqualified: 1 });
    expect(became('won')).toMatchObject({ n: 0, excluded_n: 1 });
  });
});
