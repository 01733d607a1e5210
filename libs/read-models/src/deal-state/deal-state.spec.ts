import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, instant, publishedVersion } from '../testing';
import { dealStateRows } from './deal-state.rows';

const context = contextOf(publishedVersion('sale', 1, '2026-01-01 00:00', { contact: 3600, offer: 7200 }));
const tell = deal('crm:1');
const opened = tell('DealOpened', '2026-02-02 09:00', {
  processId: 'sale',
  segment: 'small',
  channel: 'inside',
  amountMinor: 125_000,
  currency: 'EUR',
  ownerId: 'ann',
});
const enters = (stepKey: string, at: string) => tell('StepEntered', at, { stepKey });
const state = (...events: readonly HistoryEvent[]) => {
  const [row, ...more] = dealStateRows(foldDealCase('crm:1', events, context));
  expect(more).toEqual([]);
  return row!;
};

describe('deal_state', () => {
  it('is one row that says where an open deal stands', () => {
    expect(state(opened, enters('contact', '2026-02-02 09:00'), enters('offer', '2026-02-04 09:00'))).toEqual({
      deal_id: 'crm:1',
      attempt: 1,
      process_id: 'sale',
      version: 1,
      version_reason: null,
      step_key: 'offer',
      outcome: 'open',
      outcome_revisions: 0,
      opened_at: instant('2026-02-02 09:00'),
      opened_reason: null,
      attempt_opened_at: instant('2026-02-02 09:00'),
      closed_at: null,
      closed_reason: 'open',
      amount_minor: 125_000,
      currency: 'EUR',
      customer_id: null,
      segment: 'small',
      channel: 'inside',
      value_stream: null,
      owner_id: 'ann',
      team_id: null,
      pod: null,
      events: 3,
      last_happened_at: instant('2026-02-04 09:00'),
      visits: 2,
      backward_moves: 0,
      skipped_steps: 0,
      steps_after_closing: 0,
      in_steps_s: 2 * 86_400,
      merged_deal_ids: [],
    });
  });

  it('says of a reopened and won deal that it is won once, in its second attempt', () => {
    const lost = tell('DealLost', '2026-03-01 09:00', {});
    const reopened = tell('DealReopened', '2026-08-01 09:00', {});
    expect(state(opened, lost, reopened)).toMatchObject({
      attempt: 2,
      outcome: 'open',
      step_key: null,
      closed_at: null,
    });
    expect(state(opened, lost, reopened, tell('DealWon', '2026-08-05 09:00', {}))).toMatchObject({
      attempt: 2,
      outcome: 'won',
      opened_at: instant('2026-02-02 09:00'),
      attempt_opened_at: instant('2026-08-01 09:00'),
      closed_at: instant('2026-08-05 09:00'),
      closed_reason: null,
    });
  });

  it('has no opening time, with the reason, where none was recorded or known', () => {
    expect(state(enters('contact', '2026-02-02 09:00'))).toMatchObject({
      opened_at: null,
      opened_reason: 'no_opening',
    });
    const vague = tell('DealOpened', '2017-01-01 00:00', {}, { precision: 'unknown' });
    expect(state(vague)).toMatchObject({
      outcome: 'open',
      opened_at: null,
      opened_reason: 'opening_time_unknown',
      last_happened_at: null,
    });
  });

  it('has no closing time where the source knew none', () => {
    const won = tell('DealWon', '2026-03-01 00:00', {}, { precision: 'unknown' });
    expect(state(opened, won)).toMatchObject({
      outcome: 'won',
      closed_at: null,
      closed_reason: 'closing_time_unknown',
    });
  });

  it('counts moves back, or not at all where one direction is unknown', () => {
    const back = [enters('offer', '2026-02-03 09:00'), enters('contact', '2026-02-04 09:00')];
    expect(state(opened, ...back).backward_moves).toBe(1);
    expect(state(opened, ...back, enters('elsewhere', '2026-02-05 09:00')).backward_moves).toBeNull();
  });

  it('names the deals that were merged into it', () => {
    const merged = deal('erp:7')('DealsMerged', '2026-02-06 09:00', { survivorId: 'crm:1' });
    expect(state(opened, merged).merged_deal_ids).toEqual(['erp:7']);
  });
});
