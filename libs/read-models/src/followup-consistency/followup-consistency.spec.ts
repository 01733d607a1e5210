import { seededRandom, wilsonInterval } from '@gemba/process-analytics';
import { instant } from '../testing';
import { type EndedChase } from './chase-sample';
import { rhythmTests, verdictOf } from './compare-teams';
import { followupConsistency } from './followup-consistency.rows';

const DAY = 86_400;
const at = { asOf: instant('2026-03-31 00:00') };
const chase = (id: number, more: Partial<EndedChase> = {}): EndedChase => ({
  deal_id: `crm:${id}`,
  family_id: 'cpq:1',
  team_id: 'north',
  owner_id: 'ann',
  ended_at: instant('2026-02-20 09:00'),
  touches: 2,
  first_latency_s: DAY,
  gap_p50_s: 3 * DAY,
  media_counts: { email: 1, phone: 1 },
  cadence_due: null,
  cadence_kept: null,
  cadence_reason: 'no_cadence',
  ...more,
});

/** Chases whose counts and gaps come from one distribution; `shift` more touches for some of the teams. */
const drawn = (random: () => number, team: string, n: number, from: number, shift = 0): EndedChase[] =>
  Array.from({ length: n }, (_, i) => {
    const touches = 1 + Math.floor(random() * 5) + shift;
    const gap_p50_s = touches < 2 ? null : -Math.log(1 - random()) * 3 * DAY;
    const medium = random() < 0.5 ? 'email' : 'phone';
    return chase(from + i, {
      team_id: team,
      owner_id: `${team} ${i % 4}`,
      touches,
      gap_p50_s,
      media_counts: { [medium]: touches },
    });
  });

describe('followup_consistency', () => {
  it('finds identical teams alike: no divergence, no difference', () => {
    const same = (team: string, from: number) => drawn(seededRandom(7), team, 60, from);
    const [all, ...teams] = followupConsistency([...same('north', 0), ...same('south', 100)], at);
    expect(all).toMatchObject({
      scope: 'all',
      n: 120,
      owners: 8,
      counts_h: 0,
      gaps_h: 0,
      verdict: 'no_difference_found',
    });
    expect(teams.map(({ team_id, media_jsd_bits }) => [team_id, media_jsd_bits])).toEqual([
      ['north', 0],
      ['south', 0],
    ]);
  });

  it('ranks a planted deviant first, in rhythm and in media', () => {
    const random = seededRandom(8);
    const teams = ['east', 'north', 'south', 'west'].flatMap((team, i) =>
      drawn(random, team, 60, 100 * i, team === 'south' ? 1 : 0),
    );
    const chases = teams.map((each) =>
      each.team_id === 'west' ? { ...each, media_counts: { post: each.touches! } } : each,
    );
    const rows = followupConsistency(chases, at);
    expect(rows[0]!.verdict).toBe('teams_differ');
    expect(rows.find(({ rhythm_rank }) => rhythm_rank === 1)!.team_id).toBe('south');
    expect(rows.find(({ media_rank }) => media_rank === 1)!.team_id).toBe('west');
  });

  it('leaves out chases that go on or ended later, and counts unknown teams over all only', () => {
    const chases = [
      chase(1),
      chase(2, { ended_at: null }),
      chase(3, { ended_at: instant('2026-04-01 00:00') }),
      chase(4, { team_id: null }),
    ];
    expect(followupConsistency(chases, at).map(({ scope, team_id, n }) => [scope, team_id, n])).toEqual([
      ['all', null, 2],
      ['team', 'north', 1],
    ]);
  });

  it('says nothing of small teams, and no adherence without a cadence', () => {
    const chases = [...drawn(seededRandom(9), 'north', 60, 0), ...drawn(seededRandom(9), 'south', 29, 100)];
    const [all, , south] = followupConsistency(chases, at);
    expect(all).toMatchObject({
      counts_h: null,
      verdict: 'insufficient',
      adherence: null,
      adherence_reason: 'no_cadence',
    });
    expect(south).toMatchObject({ team_id: 'south', counts_p: null, rhythm_rank: null, media_rank: null });
  });

  it('shows adherence of few touches, and says that no judgement rests on it', () => {
    const due = (count: number) => chase(count, { cadence_reason: null, cadence_due: count, cadence_kept: 10 });
    expect(followupConsistency([due(29)], at)[0]).toMatchObject({
      ...{ cadence_due: 29, adherence: 10 / 29, adherence_reason: 'insufficient', min_n: 30 },
    });
    expect(followupConsistency([due(30)], at)[0]).toMatchObject({ adherence_reason: null });
  });

  it('says how much of the variation lies between owners', () => {
    const chases = Array.from({ length: 40 }, (_, i) =>
      chase(i, { owner_id: i < 20 ? 'ann' : 'bob', touches: i < 20 ? 2 : 6 }),
    );
    expect(followupConsistency(chases, at)[0]!.icc_by_owner).toBe(1);
  });

  const simulated = (shift: number, runs: number, seed: number): number => {
    const random = seededRandom(seed);
    return Array.from({ length: runs }, () => {
      const teams = ['north', 'south', 'west'].map((team) => drawn(random, team, 60, 0, team === 'west' ? shift : 0));
      return verdictOf(rhythmTests(teams, 30), 0.05);
    }).filter((verdict) => verdict === 'teams_differ').length;
  };

  it('finds no difference between teams that follow up alike: 2,000 runs of three teams of 60', () => {
    expect(wilsonInterval(simulated(0, 2000, 4201), 2000)!.high).toBeLessThanOrEqual(0.07);
  });

  it('finds a team that sends one touch more, with a power above 0.9', () => {
    expect(wilsonInterval(simulated(1, 300, 4202), 300)!.low).toBeGreaterThan(0.9);
  });
});
