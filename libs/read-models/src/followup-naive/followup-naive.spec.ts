import { type OutcomeOfDeal } from '../rates';
import { instant } from '../testing';
import { followupNaive } from './followup-naive.rows';

const DAY = 86_400;
const outcome = (deal_id: string, is: OutcomeOfDeal['outcome']): OutcomeOfDeal => ({
  deal_id,
  outcome_no: 1,
  outcome: is,
  from_at: instant('2026-02-20 00:00'),
  opened_at: instant('2026-01-05 00:00'),
  opened_reason: null,
  amount_minor: null,
  currency: null,
  process_id: null,
  segment: null,
  channel: null,
  team_id: null,
  owner_id: null,
});
const followUp = (deal_id: string, days: readonly number[], first_sent_at: string | null = '2026-02-01 00:00') => ({
  deal_id,
  first_sent_at: first_sent_at === null ? null : instant(first_sent_at),
  raw_after_s: first_sent_at === null ? null : days.map((d) => d * DAY),
});

describe('followup_naive', () => {
  it('counts all messages of quoted deals by the final outcome, open ones apart, and warns', () => {
    const rows = followupNaive(
      [
        followUp('1', [1]),
        followUp('2', [1]),
        followUp('3', [1, 2, 3, 40]),
        followUp('4', []),
        followUp('5', [1], null),
      ],
      [
        outcome('1', 'won'),
        outcome('2', 'open'),
        outcome('3', 'lost'),
        outcome('4', 'no_decision'),
        outcome('5', 'won'),
      ],
      { asOf: instant('2026-03-01 00:00') },
    );
    expect(rows.map(({ bucket, n, wins, open_n }) => [bucket, n, wins, open_n])).toEqual([
      ['0', 1, 0, 0],
      ['1', 1, 1, 1],
      ['2', 0, 0, 0],
      ['3-4', 1, 0, 0],
      ['5-7', 0, 0, 0],
      ['8-12', 0, 0, 0],
      ['13+', 0, 0, 0],
    ]);
    expect(rows[2]).toMatchObject({ rate: null, rate_lo: null, rate_reason: 'no_cases', min_n: 30 });
    expect(rows[0]).toMatchObject({ rate: 0, rate_reason: 'insufficient' });
    expect(rows.every(({ warning }) => warning.startsWith('Naive:'))).toBe(true);
  });
});
