import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, instant, quote } from '../testing';
import { quoteOutcomeRows } from './quote-outcome.rows';

const dealId = 'crm:1';
const tell = deal(dealId);
const q = quote('cpq:1');
const opened = tell('DealOpened', '2026-02-01 09:00', {
  segment: 'small',
  ownerId: 'ann',
  customerTz: 'America/New_York',
});
const sent = (validUntil?: string) =>
  q('QuoteSent', '2026-02-02 09:00', {
    dealId,
    amountMinor: 90_000,
    currency: 'EUR',
    ...(validUntil === undefined ? {} : { validUntil }),
  });
const rows = (...events: readonly HistoryEvent[]) =>
  quoteOutcomeRows(foldDealCase(dealId, [opened, ...events], contextOf([])));

describe('quote_outcome', () => {
  it('is empty for a deal without quotes', () => {
    expect(rows()).toEqual([]);
  });

  it('says where an open quote stands, without judging its validity', () => {
    expect(rows(sent('2026-02-28T12:00:00+01:00'))).toEqual([
      {
        deal_id: dealId,
        family_id: 'cpq:1',
        quote_ids: ['cpq:1'],
        outcome: 'open',
        decided_at: null,
        decided_reason: 'open',
        first_sent_at: instant('2026-02-02 09:00'),
        first_sent_reason: null,
        sendings: 1,
        valid_until_at: instant('2026-02-28 11:00'),
        valid_until_reason: null,
        accepted_after_expiry: null,
        amount_minor: 90_000,
        currency: 'EUR',
        families_of_deal: 1,
        deal_outcome: 'open',
        is_deal_won_by_quote: false,
        process_id: null,
        segment: 'small',
        channel: null,
        team_id: null,
        owner_id: 'ann',
      },
    ]);
  });

  it('counts a date of validity to the end of that day at the customer, over a change of clocks too', () => {
    expect(rows(sent('2026-02-28'))[0]!.valid_until_at).toBe(instant('2026-03-01 05:00'));
    expect(rows(sent('2026-03-08'))[0]!.valid_until_at).toBe(instant('2026-03-09 04:00'));
  });

  it('says why a validity is unknown', () => {
    expect(rows(sent())[0]).toMatchObject({ valid_until_at: null, valid_until_reason: 'not_stated' });
    expect(rows(sent('in a month'))[0]).toMatchObject({ valid_until_at: null, valid_until_reason: 'unreadable' });
  });

  it('is won by an acceptance after expiry, and says that it came late', () => {
    const accepted = q('QuoteAccepted', '2026-04-02 09:00', {});
    expect(rows(sent('2026-02-28'), accepted)[0]).toMatchObject({
      outcome: 'accepted',
      accepted_after_expiry: true,
      is_deal_won_by_quote: true,
    });
    expect(rows(sent('2026-04-30'), accepted)[0]!.accepted_after_expiry).toBe(false);
    expect(rows(sent(), accepted)[0]!.accepted_after_expiry).toBeNull();
  });

  it('counts the deal as won by any accepted quote', () => {
    const other = quote('cpq:2');
    const both = rows(
      sent(),
      other('QuoteSent', '2026-02-03 09:00', { dealId }),
      other('QuoteAccepted', '2026-02-09 09:00', {}),
    );
    expect(both.map(({ outcome, is_deal_won_by_quote }) => [outcome, is_deal_won_by_quote])).toEqual([
      ['not_selected', true],
      ['accepted', true],
    ]);
  });

  it('has no time of a decision or sending that the source did not know', () => {
    const vague = { precision: 'unknown' } as const;
    expect(
      rows(q('QuoteSent', '2026-02-02 00:00', { dealId }, vague), q('QuoteRejected', '2026-02-03 00:00', {}, vague))[0],
    ).toMatchObject({
      outcome: 'rejected',
      decided_at: null,
      decided_reason: 'time_unknown',
      first_sent_at: null,
      first_sent_reason: 'time_unknown',
    });
    expect(rows(q('QuoteAccepted', '2026-02-03 09:00', {}))[0]).toMatchObject({ first_sent_reason: 'not_recorded' });
  });
});
