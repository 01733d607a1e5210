import fc from 'fast-check';
import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { handoffItemRows } from '../handoff-item/handoff-item.rows';
import { handover, instant } from '../testing';
import { handoffItemLedger, type ItemOfLedger } from './handoff-item-ledger.rows';

const item = (sender: string, submitted: string | null, more: Partial<ItemOfLedger> = {}): ItemOfLedger => ({
  process_id: 'sale',
  origin: 'recorded',
  from_party: 'sales',
  to_party: 'desk',
  sender_id: sender,
  item_key: 'terms',
  submitted_at: submitted === null ? null : instant(submitted),
  counted: true,
  state: 'complete',
  judged: true,
  defect: null,
  defect_found_at: null,
  escaped_defect: null,
  escaped_at: null,
  ...more,
});
const lacking = (sender: string, submitted: string, found: string): ItemOfLedger =>
  item(sender, submitted, { state: 'missing', defect: 'missing', defect_found_at: instant(found) });
const over = (items: readonly ItemOfLedger[], asOf = '2026-04-01 00:00') =>
  handoffItemLedger(items, { asOf: instant(asOf) });

describe('handoff_item_ledger', () => {
  const items = [
    lacking('ann', '2026-03-02 09:00', '2026-03-02 10:00'),
    item('ann', '2026-03-03 09:00'),
    item('bob', '2026-03-04 09:00', { defect: 'wrong', defect_found_at: instant('2026-03-05 09:00') }),
    item('bob', '2026-03-04 09:00', { escaped_defect: 'missing', escaped_at: instant('2026-03-20 09:00') }),
  ];

  it('has each item for each sender and for all of them', () => {
    expect(over(items)).toMatchObject([
      { sender_scope: 'all', n: 4, lacking_n: 1, lacking_rate: 0.25, missing: 1, wrong: 1, escaped: 1 },
      { sender_scope: 'one', sender_id: 'ann', n: 2, lacking_rate: 0.5, missing: 1, wrong: 0 },
      { sender_scope: 'one', sender_id: 'bob', n: 2, lacking_rate: 0, wrong: 1, escaped: 1 },
    ]);
    expect(over(items)[0]).toMatchObject({ lacking_rate_reason: 'insufficient', min_n: 30 });
  });

  it('counts conditional items only where they apply, but every defect', () => {
    const exempt = item('ann', '2026-03-02 09:00', { counted: false, state: 'missing' });
    const asked = item('ann', '2026-03-02 09:00', { counted: false, state: 'not_named', defect: 'missing' });
    expect(over([exempt, asked])[0]).toMatchObject({
      n: 0,
      lacking_rate: null,
      lacking_rate_reason: 'no_cases',
      missing: 1,
    });
  });

  it('undoes what was submitted or found after the as-of', () => {
    expect(over(items, '2026-03-04 12:00')[0]).toMatchObject({ n: 4, missing: 1, wrong: 0, escaped: 0 });
    expect(over(items, '2026-03-02 09:30')[0]).toMatchObject({ n: 1, lacking_n: 1, missing: 0 });
  });

  it('says how many have no known time', () => {
    expect(over([item('ann', null)])[0]).toMatchObject({ n: 0, unknown_time_n: 1 });
  });

  it('has as many defects as the rejections name items', () => {
    const keys = fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 });
    const rejections = fc.array(
      fc.tuple(keys, fc.constantFrom('missing' as const, 'invalid' as const, 'late' as const, 'wrong' as const)),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(rejections, (some) => {
        const tell = handover('crm:h1');
        const events = some.flatMap(([named, defect], i) => [
          tell('HandoverSubmitted', `2026-03-0${i + 1} 09:00`, {
            dealId: 'crm:1',
            fromTeam: 'sales',
            toTeam: 'desk',
            submissionNo: i + 1,
            items: [{ key: 'a', required: true, applicable: true, value: 'x', valid: true }],
          }),
          tell('HandoverRejected', `2026-03-0${i + 1} 10:00`, { items: named.map((key) => ({ key, defect })) }),
        ]);
        const rows = over(handoffItemRows(foldDealCase('crm:1', events, contextOf([]))));
        const all = rows.filter(({ sender_scope }) => sender_scope === 'all');
        const total = all.reduce((sum, { missing, invalid, late, wrong }) => sum + missing + invalid + late + wrong, 0);
        expect(total).toBe(some.reduce((sum, [named]) => sum + named.length, 0));
      }),
    );
  });
});
