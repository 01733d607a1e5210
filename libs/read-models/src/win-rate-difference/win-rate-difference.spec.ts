import { seededRandom, wilsonInterval } from '@gemba/process-analytics';
import { type OutcomeOfDeal } from '../rates';
import { instant } from '../testing';
import { type Decided, differenceOf } from './difference-of';
import { winRateDifference } from './win-rate-difference.rows';

const asOf = instant('2026-12-31 00:00');
const decided = (id: number, team_id: string | null, isWon: boolean): OutcomeOfDeal[] =>
  [
    { outcome: 'open' as const, from_at: instant('2026-01-05 09:00') },
    { outcome: isWon ? ('won' as const) : ('lost' as const), from_at: instant('2026-02-05 09:00') },
  ].map((told, i) => ({
    ...told,
    deal_id: String(id),
    outcome_no: i + 1,
    opened_at: instant('2026-01-05 09:00'),
    opened_reason: null,
    amount_minor: null,
    currency: null,
    process_id: null,
    segment: null,
    channel: null,
    team_id,
    owner_id: null,
  }));
const teams = (...counts: readonly (readonly [won: number, lost: number])[]): OutcomeOfDeal[] => {
  let id = 0;
  return counts.flatMap(([won, lost], team) =>
    Array.from({ length: won + lost }, (_, i) => decided(id++, `team ${team}`, i < won)).flat(),
  );
};
const byTeam = (deals: readonly OutcomeOfDeal[]) =>
  winRateDifference(deals, [], { asOf }).find(({ unit, scope }) => unit === 'deal' && scope === 'team')!;

describe('win_rate_difference', () => {
  it('compares known groups that are large enough', () => {
    const deals = [...teams([40, 20], [20, 40], [5, 5]), ...decided(999, null, true)];
    const row = byTeam(deals);
    expect(row).toMatchObject({ groups: 2, groups_too_small: 1, n: 120, df: 1, verdict: 'differ' });
    expect(row.rate_lowest).toBeCloseTo(1 / 3);
    expect(row.rate_highest).toBeCloseTo(2 / 3);
    // 2×2 with margins of 60: χ² = 120·(40·40 − 20·20)² ÷ 60⁴.
    expect(row.chi2).toBeCloseTo(13.3333, 4);
  });

  it('says nothing where too little is to be compared', () => {
    const nothing = { chi2: null, p: null, verdict: 'insufficient' };
    expect(byTeam([])).toMatchObject({ groups: 0, rate_lowest: null, ...nothing });
    expect(byTeam(teams([40, 20], [5, 5]))).toMatchObject({ groups: 1, ...nothing });
    expect(byTeam(teams([40, 1], [40, 1]))).toMatchObject({ groups: 2, ...nothing });
  });

  const simulated = (rates: readonly number[], runs: number, seed: number): number => {
    const random = seededRandom(seed);
    const team = (rate: number): Decided => {
      const won = Array.from({ length: 120 }, () => random()).filter((draw) => draw < rate).length;
      return [won, 120 - won];
    };
    return Array.from({ length: runs }, () => differenceOf(rates.map(team), 0.05)).filter(
      ({ verdict }) => verdict === 'differ',
    ).length;
  };

  it('finds no difference where there is none: 2,000 runs, three teams of 120', () => {
    const runs = 2000;
    expect(wilsonInterval(simulated([0.6, 0.6, 0.6], runs, 4001), runs)!.high).toBeLessThanOrEqual(0.07);
  });

  it('finds 0.45 against 0.6 and 0.75 with a power above 0.99', () => {
    expect(simulated([0.45, 0.6, 0.75], 200, 4002)).toBeGreaterThanOrEqual(198);
  });
});
