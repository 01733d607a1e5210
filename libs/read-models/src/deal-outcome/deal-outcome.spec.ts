import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, instant } from '../testing';
import { dealOutcomeRows } from './deal-outcome.rows';

const tell = deal('crm:1');
const opened = tell('DealOpened', '2026-01-05 09:00', { segment: 'small', amountMinor: 500, currency: 'EUR' });
const rows = (...events: readonly HistoryEvent[]) => dealOutcomeRows(foldDealCase('crm:1', events, contextOf([])));
const said = (...events: readonly HistoryEvent[]) =>
  rows(...events).map(({ outcome, attempt, from_at, until_at }) => [outcome, attempt, from_at, until_at]);

describe('deal_outcome', () => {
  it('keeps what a reopened deal was before: lost in the first quarter, won in the third', () => {
    const [lostAt, reopenedAt, wonAt] = ['2026-03-10 09:00', '2026-07-01 09:00', '2026-08-20 09:00'].map(instant);
    const story = [
      opened,
      tell('DealLost', lostAt!, {}),
      tell('DealReopened', reopenedAt!, {}),
      tell('DealWon', wonAt!, {}),
    ];
    expect(said(...story)).toEqual([
      ['open', 1, instant('2026-01-05 09:00'), lostAt],
      ['lost', 1, lostAt, reopenedAt],
      ['open', 2, reopenedAt, wonAt],
      ['won', 2, wonAt, null],
    ]);
    expect(rows(...story).map(({ is_current }) => is_current)).toEqual([false, false, false, true]);
  });

  it('keeps what a source said before it changed its mind', () => {
    expect(said(opened, tell('DealLost', '2026-03-10 09:00', {}), tell('DealWon', '2026-03-12 09:00', {}))).toEqual([
      ['open', 1, instant('2026-01-05 09:00'), instant('2026-03-10 09:00')],
      ['lost', 1, instant('2026-03-10 09:00'), instant('2026-03-12 09:00')],
      ['won', 1, instant('2026-03-12 09:00'), null],
    ]);
  });

  it('says why a beginning is unknown', () => {
    expect(rows(tell('DealWon', '2026-03-10 09:00', {}))[0]).toMatchObject({
      outcome: 'open',
      from_at: null,
      from_reason: 'no_opening',
      opened_reason: 'no_opening',
    });
    expect(rows(opened, tell('DealWon', '2026-03-10 00:00', {}, { precision: 'unknown' }))[1]).toMatchObject({
      outcome: 'won',
      from_at: null,
      from_reason: 'time_unknown',
      opened_reason: null,
    });
  });
});
