import { conversation, correction, deal, quote } from '../testing';
import { isLinking, resolveMembership, streamMembership, type StreamMembership } from './membership';

const sent = quote('crm:q1')('QuoteSent', '2026-03-02 09:00', { dealId: 'crm:1' });
const accepted = quote('crm:q1')('QuoteAccepted', '2026-03-05 09:00', {});
const chased = conversation('crm:c1')('FollowUpSent', '2026-03-03 09:00', {
  quoteIds: ['crm:q2', 'crm:q1'],
  medium: 'phone',
});

describe('streamMembership', () => {
  it("gives a deal's own stream to that deal, whatever its events say", () => {
    const told = deal('crm:1')('StepEntered', '2026-03-02 09:00', { stepKey: 'approach' });
    expect(streamMembership('deal-crm:1', [told])).toEqual({ dealIds: ['crm:1'], streams: [] });
    expect(streamMembership('deal-crm:1', [])).toEqual({ dealIds: ['crm:1'], streams: [] });
  });

  it('gives a quote to the deal that any of its events names', () => {
    expect(streamMembership('quote-crm:q1', [accepted, sent])).toEqual({ dealIds: ['crm:1'], streams: [] });
  });

  it('knows nothing of a quote while none does', () => {
    expect(streamMembership('quote-crm:q1', [accepted])).toEqual({ dealIds: [], streams: [] });
  });

  it('names the quotes that a conversation is about, sorted', () => {
    expect(streamMembership('conversation-crm:c1', [chased]).streams).toEqual(['quote-crm:q1', 'quote-crm:q2']);
  });

  it('lets a superseded quote find its deal through its successor', () => {
    const superseded = quote('crm:q1')('QuoteSuperseded', '2026-03-09 09:00', { byQuoteId: 'crm:q2' });
    expect(streamMembership('quote-crm:q1', [superseded]).streams).toEqual(['quote-crm:q2']);
  });

  it('follows a correction away from the deal that was named by mistake', () => {
    const mended = correction(sent, 2, { type: 'QuoteSent', data: { quoteId: 'crm:q1', dealId: 'crm:2' } });
    expect(streamMembership('quote-crm:q1', [sent, mended]).dealIds).toEqual(['crm:2']);
  });

  it('lets a stream belong to several deals', () => {
    const again = quote('crm:q1')('QuoteSent', '2026-03-04 09:00', { dealId: 'crm:0' });
    expect(streamMembership('quote-crm:q1', [sent, again]).dealIds).toEqual(['crm:0', 'crm:1']);
  });
});

describe('isLinking', () => {
  it('is true of events that can change a membership, false of the rest', () => {
    const merged = deal('crm:1')('DealsMerged', '2026-03-02 09:00', { survivorId: 'crm:2' });
    const won = deal('crm:1')('DealWon', '2026-03-02 09:00', {});
    expect([sent, chased, merged, correction(won, 2, null)].map(isLinking)).toEqual([true, true, true, true]);
    expect([accepted, won].map(isLinking)).toEqual([false, false]);
  });
});

describe('resolveMembership', () => {
  const known = new Map<string, StreamMembership>([
    ['conversation-c', { dealIds: ['crm:9'], streams: ['quote-a', 'quote-unknown'] }],
    ['quote-a', { dealIds: [], streams: ['quote-b'] }],
    ['quote-b', { dealIds: ['crm:1', 'crm:9'], streams: ['quote-a'] }],
  ]);
  const resolve = (stream: string) => resolveMembership(stream, (name) => known.get(name));

  it('follows the streams a stream names to their deals, however far, in circles too', () => {
    expect(resolve('conversation-c')).toEqual(['crm:1', 'crm:9']);
    expect(resolve('quote-a')).toEqual(['crm:1', 'crm:9']);
  });

  it('finds no deal where nothing is known yet', () => {
    expect(resolve('quote-unknown')).toEqual([]);
  });
});
