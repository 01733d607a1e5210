import { InMemoryEventStore, type RecordedEvent, START } from '@gemba/event-sourcing';
import { recordAll } from '../testing/record-all';
import { corrected, type StoryEvent, told } from '../testing/sales-story';
import { EventDeals } from './event-deals';

const at = (day: number): string => `2026-03-0${day}T09:00:00Z`;
const opened = told('deal', 'crm:1', 'DealOpened', at(1));
const sent = (quoteId: string, dealId: string, day: number): StoryEvent =>
  told('quote', quoteId, 'QuoteSent', at(day), { dealId });
const accepted = (quoteId: string, day: number): StoryEvent => told('quote', quoteId, 'QuoteAccepted', at(day));
const followedUp = (quoteIds: string[], day: number): StoryEvent =>
  told('conversation', 'crm:c', 'FollowUpSent', at(day), { quoteIds, medium: 'phone' });

const recorded = async (events: readonly StoryEvent[]) => {
  const store = new InMemoryEventStore(() => '2026-05-01T00:00:00.000000Z');
  await recordAll(store, events);
  return { store, all: await store.readAll(START, 1_000) };
};

/** Deals of each event, the record being read in pages of a size, from a place on. */
const dealsOf = async (
  { store, all }: { store: InMemoryEventStore; all: readonly RecordedEvent[] },
  pageSize = 1_000,
  from = 0,
  deals = new EventDeals(store),
): Promise<(string | null)[]> => {
  const found: (string | null)[] = [];
  for (let i = from; i < all.length; i += pageSize) {
    const page = all.slice(i, i + pageSize);
    deals.note(page);
    for (const event of page) found.push(await deals.of(event));
  }
  return found;
};

describe('the deal of an event', () => {
  it('is that of a deal’s own stream, or the one that the event names', async () => {
    expect(await dealsOf(await recorded([opened, sent('crm:q', 'crm:1', 2)]))).toEqual(['crm:1', 'crm:1']);
  });

  it('is the one that earlier events of the stream name, and unknown until one does', async () => {
    const story = await recorded([accepted('crm:q', 3), sent('crm:q', 'crm:1', 2), accepted('crm:q', 4)]);
    expect(await dealsOf(story)).toEqual([null, 'crm:1', 'crm:1']);
  });

  it('is found through the streams that a stream names', async () => {
    const story = await recorded([
      followedUp(['crm:q'], 1),
      sent('crm:q', 'crm:1', 2),
      followedUp(['crm:q'], 3),
      followedUp(['crm:q', 'crm:unknown'], 4),
    ]);
    expect(await dealsOf(story)).toEqual([null, 'crm:1', 'crm:1', 'crm:1']);
  });

  it('is none where there are several', async () => {
    const story = await recorded([
      sent('crm:q', 'crm:1', 1),
      sent('crm:r', 'crm:2', 1),
      followedUp(['crm:q', 'crm:r'], 2),
    ]);
    expect(await dealsOf(story)).toEqual(['crm:1', 'crm:2', null]);
  });

  it('is another one after the first was corrected', async () => {
    const wrong = sent('crm:q', 'crm:1', 1);
    const right = corrected(wrong, 2, { type: 'QuoteSent', data: { quoteId: 'crm:q', dealId: 'crm:2' } });
    const story = await recorded([wrong, accepted('crm:q', 2), right, accepted('crm:q', 3)]);
    expect(await dealsOf(story)).toEqual(['crm:1', 'crm:1', 'crm:2', 'crm:2']);
  });

  it('is none of what lays down how the organisation works', async () => {
    const story = await recorded([told('process', 'sale', 'ProcessDrafted', at(1), { version: 1, title: 'Sale' })]);
    expect(await dealsOf(story)).toEqual([null]);
  });

  it('is the same whatever page the event is in, wherever reading begins, and when it is read again', async () => {
    const wrong = sent('crm:r', 'crm:3', 3);
    const story = await recorded([
      accepted('crm:q', 3),
      followedUp(['crm:q'], 1),
      opened,
      sent('crm:q', 'crm:1', 2),
      wrong,
      followedUp(['crm:q'], 3),
      accepted('crm:r', 4),
      corrected(wrong, 2, null),
      accepted('crm:r', 5),
      followedUp(['crm:r'], 6),
    ]);
    const expected = await dealsOf(story);
    expect(expected).toEqual([null, null, 'crm:1', 'crm:1', 'crm:3', 'crm:1', 'crm:3', null, null, 'crm:1']);
    for (const pageSize of [1, 2, 3, 7]) expect(await dealsOf(story, pageSize)).toEqual(expected);
    for (let from = 1; from < expected.length; from++)
      expect(await dealsOf(story, 2, from)).toEqual(expected.slice(from));
    const deals = new EventDeals(story.store);
    await dealsOf(story, 1_000, 0, deals);
    expect(await dealsOf(story, 3, 0, deals)).toEqual(expected);
    expect(await dealsOf(story, 1, 4, deals)).toEqual(expected.slice(4));
  });
});
