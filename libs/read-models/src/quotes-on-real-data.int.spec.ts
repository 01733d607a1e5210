import { quantile } from '@gemba/process-analytics';
import { describeWithData } from '@gemba/process-analytics/testing';
import { contextOf } from './context';
import { foldDealCase } from './deal-case';
import { dealOutcome, type DealOutcomeRow } from './deal-outcome';
import { followupDeal, type FollowupDealRow } from './followup-deal';
import { dealSubjects, landmark, PREDICTORS } from './followup-effect';
import { followupNaive } from './followup-naive';
import { quoteOutcome, type QuoteOutcomeRow } from './quote-outcome';
import { historiesOf, type ShippedMapping } from './testing';
import { winRate, type WinRateRow } from './win-rate';
import { winRateDifference } from './win-rate-difference';

const DAY_S = 86_400;
const LOADING_MS = 300_000;
const context = contextOf([]);

const tablesOf = async (mapping: ShippedMapping, path: string) => {
  const [deals, quotes, followUps]: [DealOutcomeRow[], QuoteOutcomeRow[], FollowupDealRow[]] = [[], [], []];
  for (const [dealId, events] of await historiesOf(mapping, path)) {
    const dealCase = foldDealCase(dealId, events, context);
    deals.push(...dealOutcome.rows(dealCase, context));
    quotes.push(...quoteOutcome.rows(dealCase, context));
    followUps.push(...followupDeal.rows(dealCase, context));
  }
  return { deals, quotes, followUps };
};

describeWithData('crm/maven/sales_pipeline.csv', 'win rates of the Maven pipeline', () => {
  const at = { asOf: '2017-12-31T23:59:59.999999Z' };
  let deals: readonly DealOutcomeRow[];
  let rows: readonly WinRateRow[];
  beforeAll(async () => {
    ({ deals } = await tablesOf('maven-pipeline', 'crm/maven/sales_pipeline.csv'));
    rows = winRate(deals, [], at);
  }, LOADING_MS);
  const all = (scope: WinRateRow['scope']) =>
    rows.filter((row) => row.unit === 'deal' && row.scope === scope && row.period_kind === 'all');

  it('are 0.6315 of what was decided, 0.6199 to 0.6430, whatever the open deals become', () => {
    const [row] = all('all');
    expect(row).toMatchObject({ n: 8800, won: 4238, lost: 2473, no_decision: 0, open: 2089, decided_n: 6711 });
    expect(row!.rate_decided).toBeCloseTo(0.6315, 4);
    expect(row!.rate_decided_lo).toBeCloseTo(0.6199, 4);
    expect(row!.rate_decided_hi).toBeCloseTo(0.643, 4);
  });

  it('are worth 10,005,534 won, and no rate of value, since lost deals state none', () => {
    expect(all('all')[0]).toMatchObject({
      won_minor: 1_000_553_400,
      currency: 'USD',
      rate_value: null,
      value_reason: 'amount_unknown',
    });
  });

  it('are 0.5 of all engaged deals by 120 days', () => {
    const [row] = all('all');
    expect(row!.cohort_n).toBe(8300);
    expect(row!.cohort_cif!['120']!.won).toBeCloseTo(0.5, 3);
  });

  it('do not differ between offices: χ² 1.008, p 0.604', () => {
    const offices = winRateDifference(deals, [], at).find(({ unit, scope }) => unit === 'deal' && scope === 'team')!;
    expect(offices).toMatchObject({ groups: 3, df: 2, n: 6711, verdict: 'no_difference_found' });
    expect(offices.chi2).toBeCloseTo(1.008, 3);
    expect(offices.p).toBeCloseTo(0.604, 3);
    expect(
      all('team')
        .map(({ rate_decided }) => rate_decided!.toFixed(3))
        .sort(),
    ).toEqual(['0.626', '0.630', '0.639']);
  });
});

describeWithData('event-logs/bpic2012.xes.gz', 'follow-ups of the BPI Challenge 2012', () => {
  const at = { asOf: '2012-03-14T23:59:59.999999Z' };
  let deals: readonly DealOutcomeRow[];
  let quotes: readonly QuoteOutcomeRow[];
  let followUps: readonly FollowupDealRow[];
  beforeAll(async () => {
    ({ deals, quotes, followUps } = await tablesOf('bpic2012', 'event-logs/bpic2012.xes.gz'));
  }, LOADING_MS);
  const total = (column: 'raw_attempts' | 'attempts' | 'touches') =>
    followUps.reduce((sum, row) => sum + row[column], 0);

  it('are 22,976 raw calls in 5,011 of 5,015 deals with an offer', () => {
    expect(followUps.length).toBe(5015);
    expect(quotes.length).toBe(5015);
    expect(total('raw_attempts')).toBe(22_976);
    const called = followUps.map(({ raw_attempts }) => raw_attempts).filter((n) => n > 0);
    expect(called.length).toBe(5011);
    expect(quantile(called, 0.5)).toBe(3);
    const gaps = followUps.flatMap(({ raw_after_s }) => raw_after_s!.slice(1).map((s, i) => s - raw_after_s![i]!));
    expect([0.25, 0.5, 0.75].map((share) => (quantile(gaps, share)! / DAY_S).toFixed(2))).toEqual([
      '0.21',
      '1.97',
      '5.58',
    ]);
  });

  it('are fewer in the chase, which ends with the decision, and fewer still as touches', () => {
    expect([total('attempts'), total('touches')]).toEqual([21_921, 19_463]);
  });

  it('seem to harm by final counts: the rate falls steeply from one call to thirteen', () => {
    const rates = followupNaive(followUps, deals, at).map(({ bucket, n, rate }) => [bucket, n, rate?.toFixed(3)]);
    expect(rates).toEqual([
      ['0', 0, undefined],
      ['1', 704, '0.622'],
      ['2', 903, '0.573'],
      ['3-4', 1346, '0.540'],
      ['5-7', 914, '0.406'],
      ['8-12', 637, '0.262'],
      ['13+', 184, '0.141'],
    ]);
  });

  it('go with fewer wins by landmark too, but far less: 2,428 ended deals undecided at 14 days', () => {
    const settings = { minN: 30, level: 0.05 };
    const result = landmark(dealSubjects(followUps, deals, at.asOf), 14 * DAY_S, PREDICTORS.raw_attempts, settings);
    const counted = result.buckets.map(({ place, tally }) => [
      place.label,
      tally.won,
      tally.won + tally.lost + tally.no_decision,
      tally.open,
    ]);
    expect(counted).toEqual([
      ['1', 124, 263, 42],
      ['2', 245, 547, 83],
      ['3-4', 452, 962, 114],
      ['5-7', 211, 551, 46],
      ['8-12', 36, 101, 4],
      ['13+', 1, 4, 1],
    ]);
    expect(result.verdict).toBe('associated_down');
    expect(result.trend!.pValue).toBeCloseTo(0.00091, 5);
  });
});
