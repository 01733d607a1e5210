import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { dealReadModels } from '@gemba/read-models';
import { publicJourney, SHOWN_COLUMNS, type ShownJourney } from './public-journey';

const row: ShownJourney = {
  status: 'underway',
  k: 4,
  n_steps: 10,
  step_title: 'Solution design',
  step_message: 'We draw your solution.',
  next_title: 'Proposal',
  due_from: 'customer',
  due_items: [
    { kind: 'paperwork', item: 'floor plan', from: 'customer' },
    { kind: 'person', item: 'production planner', from: 'us' },
  ],
  expected_date: '2026-03-30',
  end_expected_date: '2026-08-11',
  expected_tz: 'Asia/Tokyo',
  eta_p50_at: '2026-03-27T20:00:00.000000Z',
  eta_p90_at: '2026-04-10T02:00:00.000000Z',
  eta_n: 30,
  change: 'forward',
  changed_at: '2026-03-19T09:00:00.000000Z',
  k_before: 3,
  n_before: 10,
};

describe('a public journey', () => {
  it('tells the customer where they are, what comes next, what we need, and when', () => {
    expect(publicJourney(row, '2026-03-20T00:00:00.000000Z')).toEqual({
      status: 'underway',
      step: 4,
      of: 10,
      title: 'Solution design',
      message: 'We draw your solution.',
      next: 'Proposal',
      dueFrom: 'you',
      neededFromYou: ['floor plan'],
      expectedDate: '2026-03-30',
      endExpectedDate: '2026-08-11',
      likelyDate: '2026-03-28',
      latestLikelyDate: '2026-04-10',
      timeZone: 'Asia/Tokyo',
      change: { what: 'forward', at: '2026-03-19T09:00:00.000000Z', fromStep: 3, fromOf: 10 },
      asOf: '2026-03-20T00:00:00.000000Z',
    });
  });

  it('says no likely date from fewer than thirty visits', () => {
    expect(publicJourney({ ...row, eta_n: 29 }, null)).toMatchObject({ likelyDate: null, latestLikelyDate: null });
  });

  it('shows nothing of any other column, whatever stands in it', () => {
    const { folder } = dealReadModels.find(({ name }) => name === 'customer_journey')!;
    const table = readFileSync(join(folder, 'customer-journey.table.sql'), 'utf8');
    const columns = [...table.matchAll(/^ {2}([a-z]\w*) /gm)].map(([, name]) => name!);
    const internal = columns.filter((name) => !(SHOWN_COLUMNS as readonly string[]).includes(name));
    expect(internal).toEqual(
      expect.arrayContaining(['deal_id', 'owner_id', 'change_note', 'segment', 'current_step_key']),
    );
    const secrets = fc.record(Object.fromEntries(internal.map((name) => [name, fc.string({ minLength: 9 })])));
    const told = publicJourney(row, null);
    fc.assert(fc.property(secrets, (secret) => expect(publicJourney({ ...row, ...secret }, null)).toEqual(told)));
  });

  it('never tells what we owe ourselves, nor by what name', () => {
    expect(JSON.stringify(publicJourney(row, null))).not.toContain('production planner');
    expect(publicJourney({ ...row, due_from: 'us' }, null).dueFrom).toBe('us');
  });
});
