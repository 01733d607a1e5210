import fc from 'fast-check';
import { instant } from '../testing';
import { type ChaseOfStats, reworkStats, type WorkOfStats } from './rework-stats.rows';

const work = (dealId: string, done: string | null, more: Partial<WorkOfStats> = {}): WorkOfStats => ({
  deal_id: dealId,
  done_at: done === null ? null : instant(done),
  activity: 'call',
  step_key: 'contact',
  actor_id: 'ann',
  team_id: 'north',
  process_id: 'sale',
  repetition: null,
  repeated_by: null,
  is_ping_pong: false,
  ...more,
});
const redo = { repetition: 'self_loop', repeated_by: 'redo' } as const;
const chase = (toParty: string, hours: number | null, at: string): ChaseOfStats => ({
  process_id: 'sale',
  to_party: toParty,
  chases: 1,
  chase_hours: hours,
  first_chased_at: instant(at),
});
const over = (items: readonly WorkOfStats[], chases: readonly ChaseOfStats[] = [], asOf = '2026-04-01 00:00') =>
  reworkStats(items, chases, { asOf: instant(asOf) });

describe('rework_stats', () => {
  const items = [
    work('crm:1', '2026-03-02 09:00'),
    work('crm:1', '2026-03-03 09:00', { ...redo, is_ping_pong: true, team_id: 'south' }),
    work('crm:2', '2026-03-04 09:00', { actor_id: null, team_id: null, activity: 'check', step_key: null }),
  ];

  it('has a row for all work, and for each activity, step and team', () => {
    const shown = over(items).map(({ scope, scope_key, items_n, self_loop_redo, deals_n, deals_with_rework }) =>
      [scope, scope_key, items_n, self_loop_redo, deals_n, deals_with_rework].join(' '),
    );
    expect(shown).toEqual([
      'activity call 2 1 1 1',
      'activity check 1 0 1 0',
      'all  3 1 2 1',
      'step contact 2 1 1 1',
      'step  1 0 1 0',
      'team north 1 0 1 0',
      'team south 1 1 1 1',
      'team  1 0 1 0',
    ]);
  });

  it('rates deals, since work of one deal hangs together', () => {
    const all = over(items).find(({ scope }) => scope === 'all')!;
    expect(all).toMatchObject({
      deal_rework_rate: 0.5,
      deal_rework_rate_reason: 'insufficient',
      unknown_actors_n: 1,
      ping_pongs: 1,
    });
    const many = Array.from({ length: 30 }, (_, i) => work(`crm:${i}`, '2026-03-02 09:00', i < 15 ? redo : {}));
    const { deal_rework_rate_lo, deal_rework_rate_hi, deal_rework_rate_reason } = over(many)[0]!;
    expect([deal_rework_rate_lo, deal_rework_rate_hi].map((end) => end!.toFixed(4))).toEqual(['0.3315', '0.6685']);
    expect(deal_rework_rate_reason).toBeNull();
  });

  it('leaves out what was done later, and says how many have no known time', () => {
    const told = [...items, work('crm:3', null)];
    expect(over(told, [], '2026-03-03 08:00').find(({ scope }) => scope === 'all')).toMatchObject({
      items_n: 1,
      unknown_time_n: 1,
    });
  });

  it('counts the hours of chases where they are lost: with the receiver', () => {
    const chases = [
      chase('desk', 1.5, '2026-03-02 09:00'),
      chase('desk', null, '2026-03-03 09:00'),
      chase('desk', 9, '2026-05-01 09:00'),
    ];
    const rows = over(items, chases);
    expect(rows.find(({ scope_key }) => scope_key === 'desk')).toMatchObject({
      items_n: 0,
      deal_rework_rate: null,
      deal_rework_rate_reason: 'no_cases',
      chased_handovers: 2,
      chase_hours: 1.5,
      chase_hours_unknown_n: 1,
    });
    expect(rows.find(({ scope }) => scope === 'all')).toMatchObject({ chase_hours: 1.5 });
  });

  it('gives the same rows for the work in any order', () => {
    const many = Array.from({ length: 20 }, (_, i) =>
      work(`crm:${i % 5}`, `2026-03-${String(1 + i).padStart(2, '0')} 09:00`, i % 3 === 0 ? redo : {}),
    );
    const chases = Array.from({ length: 8 }, (_, i) => chase('desk', 0.1 * i, '2026-03-02 09:00'));
    const expected = JSON.stringify(over(many, chases));
    const shuffled = fc.tuple(
      fc.shuffledSubarray(many, { minLength: many.length }),
      fc.shuffledSubarray(chases, { minLength: chases.length }),
    );
    fc.assert(fc.property(shuffled, ([some, others]) => expect(JSON.stringify(over(some, others))).toBe(expected)));
  });
});
