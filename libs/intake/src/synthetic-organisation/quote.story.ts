import { type Medium } from '@gemba/sales-process/conversation/conversation.events';
import { type DealInProgress } from './deal-in-progress';
import { DAY_BS } from './working-time';

const MEDIA: Readonly<Record<Medium, number>> = {
  phone: 0.45,
  email: 0.4,
  visit: 0.1,
  chat: 0.04,
  post: 0,
  social: 0.01,
};
const REPLY_SHARE = 0.3;
const MOST_TOUCHES = 8;

const quoteStream = (quoteId: string): readonly ['quote', string] => ['quote', quoteId];

/** A quote goes out; one that stood before is superseded by it. */
export const tellQuoteSent = (deal: DealInProgress): void => {
  const { story, quote: before } = deal;
  const revision = (before?.revision ?? 0) + 1;
  const quoteId = `cpq:${deal.number}-r${revision}`;
  const amountMinor = Math.round((deal.amountMinor * (1 - 0.04 * (revision - 1))) / 100) * 100;
  const sent = { quoteId, dealId: deal.dealId, familyId: `cpq:${deal.number}`, revision, amountMinor, currency: 'EUR' };
  story.tell(deal.at, quoteStream(quoteId), { type: 'QuoteSent', data: sent }, deal.byRep());
  if (before !== null) {
    const superseded = { quoteId: before.id, byQuoteId: quoteId };
    story.tell(deal.at, quoteStream(before.id), { type: 'QuoteSuperseded', data: superseded }, deal.byRep());
  }
  deal.quote = { id: quoteId, revision };
};

/** The rep asks after the quote again and again until the customer answers or the time is over. */
export const tellFollowUps = (deal: DealInProgress, until: number): void => {
  const { story, random, dealId, quote } = deal;
  if (quote === null) return;
  const conversationId = `mail:${deal.number}-${quote.revision}`;
  const stream = ['conversation', conversationId] as const;
  let at = deal.at + random.logNormal(deal.rep.followUpAfterDays, 0.5) * DAY_BS;
  for (let touch = 1; touch <= MOST_TOUCHES && at < until; touch++) {
    const medium = random.weighted(MEDIA);
    const followUp = { conversationId, dealId, quoteIds: [quote.id], medium };
    story.tell(at, stream, { type: 'FollowUpSent', data: followUp }, deal.byRep());
    if (random.chance(REPLY_SHARE)) {
      const repliedAt = at + random.logNormal(0.5, 0.8) * DAY_BS;
      if (repliedAt < until)
        story.tell(repliedAt, stream, { type: 'CustomerReplied', data: { conversationId, medium } });
      return;
    }
    at += random.logNormal(3, 0.5) * DAY_BS;
  }
};

/** The customer decides on the quote that stands; most systems tell so without naming the deal. */
export const tellQuoteDecided = (deal: DealInProgress, accepted: boolean): void => {
  if (deal.quote === null) return;
  const quoteId = deal.quote.id;
  deal.story.tell(
    deal.at,
    quoteStream(quoteId),
    accepted
      ? { type: 'QuoteAccepted', data: { quoteId } }
      : { type: 'QuoteRejected', data: { quoteId, reason: 'price' } },
  );
};
