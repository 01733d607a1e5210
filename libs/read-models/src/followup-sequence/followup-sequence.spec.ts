import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { conversation, deal, instant, processOf, publishedVersion, quote } from '../testing';
import { followupSequenceRows } from './followup-sequence.rows';

const dealId = 'crm:1';
const tell = deal(dealId);
const q = quote('cpq:1');
const q2 = quote('cpq:2');
const talk = conversation('mail:1');
const cadence = { version: 1, count: 3, media: ['phone', 'email'], gapsDays: [2, 4], toleranceDays: 1 };
const context = contextOf([
  ...publishedVersion('sale', 1, '2026-01-01 00:00', { contact: 3600 }),
  processOf('sale')('CadenceDefined', '2026-01-01 00:00', cadence),
]);
const opened = tell('DealOpened', '2026-02-01 09:00', { processId: 'sale', ownerId: 'ann' });
const sent = q('QuoteSent', '2026-02-02 09:00', { dealId });
const ask = (
  at: string,
  medium: 'email' | 'phone' = 'email',
  { by = 'ann', quoteIds = ['cpq:1'], ...more }: { by?: string; quoteIds?: string[]; automated?: boolean } = {},
) => talk('FollowUpSent', at, { dealId, quoteIds, medium, ...more }, by === '' ? {} : { actorId: by });
const rows = (...events: readonly HistoryEvent[]) =>
  followupSequenceRows(foldDealCase(dealId, [opened, ...events], context), context);
const only = (...events: readonly HistoryEvent[]) => {
  const [row, ...more] = rows(sent, ...events);
  expect(more).toEqual([]);
  return row!;
};
const HOUR = 3600;
const DAY = 24 * HOUR;

describe('followup_sequence', () => {
  it('gives what was counted by hand', () => {
    const row = only(
      ask('2026-02-03 09:00'),
      ask('2026-02-03 12:59', 'phone'),
      ask('2026-02-03 10:00', 'phone', { by: 'bob' }),
      ask('2026-02-05 09:00'),
      ask('2026-02-06 09:00', 'email', { automated: true }),
      ask('2026-02-09 09:00', 'phone'),
      q('QuoteRejected', '2026-02-11 09:00', {}),
      ask('2026-02-12 09:00', 'phone'),
    );
    // Touches: ann on the 3rd at 9, bob at 10, ann on the 5th and the 9th.
    expect(row).toMatchObject({
      started_at: instant('2026-02-02 09:00'),
      ended_at: instant('2026-02-11 09:00'),
      end_kind: 'rejected',
      duration_s: 9 * DAY,
      attempts: 5,
      touches: 4,
      automated_attempts: 1,
      conversation_attempts: 0,
      first_latency_s: DAY,
      touch_after_s: [DAY, DAY + HOUR, 3 * DAY, 7 * DAY],
      // Gaps of 1, 47 and 96 hours.
      gap_p25_s: 24 * HOUR,
      gap_p50_s: 47 * HOUR,
      gap_p75_s: 71.5 * HOUR,
      media_counts: { email: 2, phone: 3 },
      media_share: { email: 0.4, phone: 0.6 },
      replied_at: null,
    });
  });

  it('merges what one person sends within four hours of the first, and nothing of unknown persons', () => {
    expect(only(ask('2026-02-03 09:00'), ask('2026-02-03 13:00')).touches).toBe(1);
    expect(only(ask('2026-02-03 09:00'), ask('2026-02-03 13:01')).touches).toBe(2);
    expect(only(ask('2026-02-03 09:00'), ask('2026-02-03 12:00'), ask('2026-02-03 15:00')).touches).toBe(2);
    const unknown = { by: '' };
    expect(only(ask('2026-02-03 09:00', 'email', unknown), ask('2026-02-03 09:01', 'email', unknown)).touches).toBe(2);
  });

  it('ends with the first answer; what follows is conversation', () => {
    const answered = talk('CustomerReplied', '2026-02-04 09:00', { medium: 'email' });
    expect(only(ask('2026-02-03 09:00'), answered, ask('2026-02-05 09:00'), ask('2026-02-06 09:00'))).toMatchObject({
      attempts: 1,
      conversation_attempts: 2,
      end_kind: 'replied',
      ended_at: instant('2026-02-04 09:00'),
      replied_at: instant('2026-02-04 09:00'),
    });
  });

  it('does not take an answer about another quote for an answer about this one', () => {
    const other = conversation('mail:2');
    const [first, second] = rows(
      sent,
      q2('QuoteSent', '2026-02-02 09:00', { dealId }),
      ask('2026-02-03 09:00'),
      other('FollowUpSent', '2026-02-03 15:00', { quoteIds: ['cpq:2'], medium: 'phone' }, { actorId: 'ann' }),
      other('CustomerReplied', '2026-02-04 09:00', { medium: 'phone' }),
      ask('2026-02-05 09:00'),
    );
    expect(first).toMatchObject({ family_id: 'cpq:1', attempts: 2, end_kind: null, ended_at: null });
    expect(second).toMatchObject({ family_id: 'cpq:2', attempts: 1, end_kind: 'replied' });
  });

  it('attributes a touch about several quotes, or about the deal, to each of them', () => {
    const both = [sent, q2('QuoteSent', '2026-02-02 10:00', { dealId })];
    const counts = (...events: readonly HistoryEvent[]) => rows(...both, ...events).map(({ touches }) => touches);
    expect(counts(ask('2026-02-03 09:00', 'email', { quoteIds: ['cpq:1', 'cpq:2'] }))).toEqual([1, 1]);
    expect(counts(ask('2026-02-03 09:00', 'email', { quoteIds: [] }))).toEqual([1, 1]);
    expect(counts(ask('2026-02-03 09:00', 'email', { quoteIds: ['cpq:2'] }))).toEqual([0, 1]);
    expect(counts(ask('2026-02-03 09:00', 'email', { quoteIds: ['cpq:9'] }))).toEqual([0, 0]);
  });

  it('goes on with a revision, stops while the quote is taken back, and stops at the close of the deal', () => {
    const revised = only(
      ask('2026-02-03 09:00'),
      q2('QuoteSent', '2026-02-04 09:00', { dealId }),
      q('QuoteSuperseded', '2026-02-04 09:00', { byQuoteId: 'cpq:2' }),
      ask('2026-02-05 09:00', 'email', { quoteIds: ['cpq:2'] }),
    );
    expect(revised).toMatchObject({ attempts: 2, end_kind: null });
    const takenBack = only(
      ask('2026-02-03 09:00'),
      q('QuoteWithdrawn', '2026-02-04 09:00', {}),
      ask('2026-02-05 09:00'),
      q('QuoteSent', '2026-02-06 09:00', { dealId }),
      ask('2026-02-07 09:00'),
      tell('DealLost', '2026-02-08 09:00', {}),
      ask('2026-02-09 09:00'),
    );
    expect(takenBack).toMatchObject({
      attempts: 2,
      touch_after_s: [DAY, 5 * DAY],
      end_kind: 'deal_closed',
      ended_at: instant('2026-02-08 09:00'),
    });
  });

  it('knows nothing of a quote whose sending is not recorded or dated', () => {
    const [row] = rows(q('QuoteAccepted', '2026-02-11 09:00', { dealId }), ask('2026-02-03 09:00'));
    expect(row).toMatchObject({
      started_at: null,
      started_reason: 'not_sent_or_undated',
      attempts: null,
      first_latency_s: null,
      cadence_reason: 'not_sent_or_undated',
    });
  });

  it('has no latency and no shares where nobody asked', () => {
    expect(only()).toMatchObject({
      attempts: 0,
      touches: 0,
      first_latency_s: null,
      gap_p50_s: null,
      media_share: null,
    });
  });

  describe('beside a cadence of three touches by phone or e-mail, two and four days apart', () => {
    const decided = (at: string) => q('QuoteRejected', at, {});
    const judged = (...events: readonly HistoryEvent[]) => {
      const { cadence_due, cadence_kept, cadence_adherence, cadence_reason } = only(...events);
      return [cadence_due, cadence_kept, cadence_adherence, cadence_reason];
    };

    it('keeps all of it where touches come on their days, within the tolerance', () => {
      const asked = [ask('2026-02-03 09:00'), ask('2026-02-06 09:00', 'phone'), ask('2026-02-09 09:00')];
      expect(judged(...asked, decided('2026-02-20 09:00'))).toEqual([3, 3, 1, null]);
    });

    it('misses what came too late, or not at all before its day had passed', () => {
      const late = [ask('2026-02-03 09:00'), ask('2026-02-07 09:00', 'phone')];
      expect(judged(...late, decided('2026-02-20 09:00'))).toEqual([3, 1, 1 / 3, null]);
      expect(judged(...late, decided('2026-02-08 09:00'))).toEqual([2, 1, 0.5, null]);
    });

    it('judges nothing that was not due: open chases, and decisions that came first', () => {
      expect(judged(ask('2026-02-03 09:00'))).toEqual([null, null, null, 'open']);
      expect(judged(decided('2026-02-03 09:00'))).toEqual([0, 0, null, 'nothing_due']);
    });

    it('judges nobody by a cadence that does not bind them', () => {
      const bare = contextOf(publishedVersion('sale', 1, '2026-01-01 00:00', { contact: 3600 }));
      const reason = (using: typeof context) =>
        followupSequenceRows(foldDealCase(dealId, [opened, sent], using), using)[0]!.cadence_reason;
      expect(reason(bare)).toBe('no_cadence');
      expect(reason(contextOf([]))).toBe('no_version');
    });
  });
});
