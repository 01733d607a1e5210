import { contextOf } from '../context';
import { type HistoryEvent } from '../history';
import { deal, instant, quote } from '../testing';
import { foldDealCase } from './fold-deal-case';
import { type QuoteFamily } from './quote-family';

const context = contextOf([]);
const dealId = 'crm:1';
const tell = deal(dealId);
const opened = tell('DealOpened', '2026-02-01 09:00', {});
const a1 = quote('cpq:a1');
const a2 = quote('cpq:a2');
const b1 = quote('cpq:b1');
const sends = (say: typeof a1, at: string, familyId?: string, more: object = {}) =>
  say('QuoteSent', at, { dealId, ...(familyId === undefined ? {} : { familyId }), ...more });
const families = (...events: readonly HistoryEvent[]): readonly QuoteFamily[] =>
  foldDealCase(dealId, [opened, ...events], context).quoteFamilies;
const ends = (...events: readonly HistoryEvent[]) =>
  families(...events).map(({ familyId, end }) => [familyId, end?.kind ?? 'open', end?.moment.at ?? null]);

describe('quote families of a deal', () => {
  it('are none where no quote was sent', () => {
    expect(families()).toEqual([]);
  });

  it('hold a quote and its revisions, with the terms of the one that stands', () => {
    const [family, ...more] = families(
      sends(a1, '2026-02-02 09:00', 'cpq:a', { amountMinor: 900, currency: 'EUR' }),
      sends(a2, '2026-02-05 09:00', 'cpq:a', { amountMinor: 800, currency: 'EUR', validUntil: '2026-03-01' }),
      a1('QuoteSuperseded', '2026-02-05 09:00', { byQuoteId: 'cpq:a2' }),
    );
    expect(more).toEqual([]);
    expect(family).toMatchObject({
      familyId: 'cpq:a',
      quoteIds: ['cpq:a1', 'cpq:a2'],
      sendings: 2,
      standing: [{ from: { at: instant('2026-02-02 09:00') }, to: null, endedBy: null }],
      end: null,
      amountMinor: 800,
      validUntil: '2026-03-01',
    });
  });

  it('are found by what superseded what where the source names no family', () => {
    expect(
      ends(
        sends(a1, '2026-02-02 09:00'),
        a1('QuoteSuperseded', '2026-02-05 09:00', { byQuoteId: 'cpq:a2' }),
        sends(a2, '2026-02-05 09:00'),
        a2('QuoteAccepted', '2026-02-09 09:00', {}),
      ),
    ).toEqual([['cpq:a1', 'accepted', instant('2026-02-09 09:00')]]);
  });

  it('end when a quote of another family takes their place', () => {
    expect(
      ends(
        sends(a1, '2026-02-02 09:00', 'cpq:a'),
        a1('QuoteSuperseded', '2026-02-05 09:00', { byQuoteId: 'cpq:b1' }),
        sends(b1, '2026-02-05 09:00', 'cpq:b'),
      ),
    ).toEqual([
      ['cpq:a', 'superseded', instant('2026-02-05 09:00')],
      ['cpq:b', 'open', null],
    ]);
  });

  it('are not lost by the rejection of a revision that was already replaced, but won by its acceptance', () => {
    const sent = [
      sends(a1, '2026-02-02 09:00', 'cpq:a', { amountMinor: 900 }),
      sends(a2, '2026-02-05 09:00', 'cpq:a', { amountMinor: 800 }),
    ];
    expect(ends(...sent, a1('QuoteRejected', '2026-02-06 09:00', {}))[0]![1]).toBe('open');
    const [won] = families(...sent, a1('QuoteAccepted', '2026-02-06 09:00', {}));
    expect(won).toMatchObject({ end: { kind: 'accepted' }, amountMinor: 900 });
  });

  it('keep an acceptance through what follows, unless that quote is then rejected', () => {
    const accepted = [sends(a1, '2026-02-02 09:00'), a1('QuoteAccepted', '2026-02-03 09:00', {})];
    expect(ends(...accepted, a1('QuoteWithdrawn', '2026-02-04 09:00', {}))[0]![1]).toBe('accepted');
    expect(ends(...accepted, sends(a1, '2026-02-04 09:00'))[0]![1]).toBe('accepted');
    expect(ends(...accepted, a1('QuoteRejected', '2026-02-04 09:00', {}))[0]![1]).toBe('rejected');
  });

  it('count alternatives that were not chosen as not selected, decided before or never', () => {
    const both = [sends(a1, '2026-02-02 09:00'), sends(b1, '2026-02-03 09:00')];
    const chosen = b1('QuoteAccepted', '2026-02-09 09:00', {});
    for (const fate of [
      [],
      [a1('QuoteRejected', '2026-02-05 09:00', {})],
      [a1('QuoteRejected', '2026-02-10 09:00', {})],
      [a1('QuoteWithdrawn', '2026-02-10 09:00', {})],
    ]) {
      expect(ends(...both, chosen, ...fate)).toEqual([
        ['cpq:a1', 'not_selected', instant('2026-02-09 09:00')],
        ['cpq:b1', 'accepted', instant('2026-02-09 09:00')],
      ]);
    }
  });

  it('do not compare quotes that never stood side by side', () => {
    const rejectedFirst = [sends(a1, '2026-02-02 09:00'), a1('QuoteRejected', '2026-02-03 09:00', {})];
    const thenAnother = [sends(b1, '2026-02-05 09:00'), b1('QuoteAccepted', '2026-02-09 09:00', {})];
    expect(ends(...rejectedFirst, ...thenAnother).map(([, end]) => end)).toEqual(['rejected', 'accepted']);
    const later = sends(a2, '2026-02-20 09:00');
    expect(ends(...thenAnother, later).map(([, end]) => end)).toEqual(['accepted', 'open']);
  });

  it('end with their deal where nobody says what became of them; an acceptance may still come', () => {
    const lost = [sends(a1, '2026-02-02 09:00'), tell('DealLost', '2026-02-20 09:00', {})];
    expect(ends(...lost)).toEqual([['cpq:a1', 'deal_closed', instant('2026-02-20 09:00')]]);
    expect(ends(...lost, tell('DealReopened', '2026-03-01 09:00', {}))[0]![1]).toBe('deal_closed');
    expect(ends(...lost, a1('QuoteAccepted', '2026-03-02 09:00', {}))[0]![1]).toBe('accepted');
    expect(ends(...lost, sends(a2, '2026-02-25 09:00'))[1]).toEqual([
      'cpq:a2',
      'deal_closed',
      instant('2026-02-25 09:00'),
    ]);
  });

  it('stand only while the customer holds the quote', () => {
    const [family] = families(
      sends(a1, '2026-02-02 09:00'),
      a1('QuoteWithdrawn', '2026-02-04 09:00', {}),
      sends(a1, '2026-02-06 09:00'),
      tell('DealLost', '2026-02-20 09:00', {}),
      a1('QuoteRejected', '2026-02-21 09:00', {}),
    );
    expect(family!.end).toMatchObject({ kind: 'rejected' });
    expect(family!.standing.map(({ from, to, endedBy }) => [from.at, to?.at, endedBy])).toEqual([
      [instant('2026-02-02 09:00'), instant('2026-02-04 09:00'), 'withdrawn'],
      [instant('2026-02-06 09:00'), instant('2026-02-20 09:00'), 'deal_closed'],
    ]);
  });

  it('know an end without a sending, and the quote from its stream where the data names none', () => {
    const nameless = { ...a1('QuoteAccepted', '2026-02-03 09:00', {}), data: {} };
    expect(families(nameless)).toMatchObject([
      { familyId: 'cpq:a1', firstSent: null, sendings: 0, standing: [], end: { kind: 'accepted' } },
    ]);
  });
});
