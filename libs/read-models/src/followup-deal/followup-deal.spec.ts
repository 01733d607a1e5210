import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { conversation, deal, instant, quote } from '../testing';
import { followupDealRows } from './followup-deal.rows';

const dealId = 'crm:1';
const tell = deal(dealId);
const [q1, q2] = ['cpq:1', 'cpq:2'].map((id) => quote(id)) as [ReturnType<typeof quote>, ReturnType<typeof quote>];
const opened = tell('DealOpened', '2026-02-01 09:00', {});
const ask = (at: string, more: { automated?: boolean; quoteIds?: string[]; precision?: 'unknown' } = {}) => {
  const { precision, ...data } = more;
  const told = precision === undefined ? {} : { precision };
  return conversation('mail:1')('FollowUpSent', at, { dealId, medium: 'email', ...data }, { actorId: 'ann', ...told });
};
const row = (...events: readonly HistoryEvent[]) =>
  followupDealRows(foldDealCase(dealId, [opened, ...events], contextOf([])))[0];
const DAY = 86_400;

describe('followup_deal', () => {
  it('has no row for a deal that was never quoted', () => {
    expect(row(ask('2026-02-03 09:00'))).toBeUndefined();
  });

  it('counts a touch about several quotes once, and keeps raw counts beside those of the chase', () => {
    const both = { quoteIds: ['cpq:1', 'cpq:2'] };
    expect(
      row(
        ask('2026-02-01 12:00'),
        q1('QuoteSent', '2026-02-02 09:00', { dealId }),
        q2('QuoteSent', '2026-02-03 09:00', { dealId }),
        ask('2026-02-04 09:00', both),
        ask('2026-02-04 10:00', both),
        ask('2026-02-05 09:00', { ...both, automated: true }),
        ask('2026-02-06 09:00', { precision: 'unknown' }),
        tell('DealWon', '2026-02-08 09:00', {}),
        ask('2026-02-09 09:00'),
      ),
    ).toMatchObject({
      first_sent_at: instant('2026-02-02 09:00'),
      deal_ended_at: instant('2026-02-08 09:00'),
      families: 2,
      raw_attempts: 5,
      raw_after_s: [-0.875 * DAY, 2 * DAY, 2 * DAY + 3600, 3 * DAY, 7 * DAY],
      undated_attempts: 1,
      automated_attempts: 1,
      attempts: 2,
      touches: 1,
      touch_after_s: [2 * DAY],
      first_latency_s: 2 * DAY,
      media_counts: { email: 2 },
    });
  });

  it('takes the end of the attempt in which the quote was sent, not of a later one', () => {
    const story = [tell('DealLost', '2026-02-05 09:00', {}), tell('DealReopened', '2026-03-01 09:00', {})];
    const won = tell('DealWon', '2026-03-20 09:00', {});
    const inFirst = q1('QuoteSent', '2026-02-02 09:00', { dealId });
    const inSecond = q1('QuoteSent', '2026-03-02 09:00', { dealId });
    expect(row(...story, won, inFirst)!.deal_ended_at).toBe(instant('2026-02-05 09:00'));
    expect(row(...story, won, inSecond)!.deal_ended_at).toBe(instant('2026-03-20 09:00'));
  });

  it('marks a deal without an opening, which stays out of rates', () => {
    const sent = q1('QuoteSent', '2026-02-02 09:00', { dealId });
    const [unopened] = followupDealRows(foldDealCase(dealId, [sent], contextOf([])));
    expect(unopened!.opened_reason).toBe('no_opening');
  });
});
