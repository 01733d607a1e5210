import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { handover, instant } from '../testing';
import { handoffItemRows } from './handoff-item.rows';

const tell = handover('crm:h1');
const there = { required: true, applicable: true, value: 'x', valid: true };
const submitted = tell('HandoverSubmitted', '2026-03-02 09:00', {
  dealId: 'crm:1',
  fromTeam: 'sales',
  toTeam: 'desk',
  submissionNo: 1,
  by: 'crm:rep',
  items: [
    { key: 'account', ...there, weight: 2 },
    { key: 'terms', required: true, applicable: true, valid: false },
    { key: 'licence', required: true, applicable: false, valid: false },
  ],
});
const rejected = tell('HandoverRejected', '2026-03-02 10:00', {
  items: [
    { key: 'account', defect: 'wrong' },
    { key: 'terms', defect: 'missing' },
    { key: 'drawing', defect: 'late' },
  ],
});
const rows = (...events: readonly HistoryEvent[]) => handoffItemRows(foldDealCase('crm:1', events, contextOf([])));

describe('handoff_item', () => {
  it('has each item as handed over, beside what the receiver found', () => {
    const found = instant('2026-03-02 10:00');
    expect(rows(submitted, rejected)).toMatchObject([
      { item_key: 'account', state: 'complete', counted: true, weight: 2, weight_source: 'item', defect: 'wrong' },
      { item_key: 'terms', state: 'missing', counted: true, weight: 1, defect: 'missing', defect_found_at: found },
      { item_key: 'licence', state: 'missing', counted: false, applicable: false, defect: null, judged: true },
      { item_key: 'drawing', state: 'not_named', counted: false, required: null, defect: 'late', sender_id: 'crm:rep' },
    ]);
  });

  it('has as many defects as rejections name', () => {
    const again = tell('HandoverRejected', '2026-03-02 11:00', { items: [{ key: 'terms', defect: 'missing' }] });
    const all = rows(submitted, rejected, again);
    expect(all.filter(({ defect }) => defect !== null)).toHaveLength(3);
  });

  it('keeps what was found after acceptance beside it', () => {
    const accepted = tell('HandoverAccepted', '2026-03-02 10:00', {});
    const escaped = tell('MissingInformationReported', '2026-03-09 10:00', { key: 'account' });
    expect(rows(submitted, accepted, escaped)[0]).toMatchObject({
      item_key: 'account',
      defect: null,
      escaped_defect: 'missing',
      escaped_at: instant('2026-03-09 10:00'),
    });
  });
});
