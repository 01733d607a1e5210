import { type DealOpened } from '@gemba/sales-process/deal/deal.events';
import { type Organisation } from './organisation';
import { Story, type ToldEvent } from './story';
import { DAY_BS } from './working-time';

const NOTICED_AFTER_DAYS = 4;

/** A colleague opens the same case a second time, calls the customer, and notices: the two are merged. */
export const tellDoubleOpening = (
  organisation: Organisation,
  deal: readonly ToldEvent[],
  openedAt: number,
): readonly ToldEvent[] => {
  const opening = deal[0]?.event;
  if (opening?.type !== 'DealOpened') return [];
  const { dealId: survivorId, ...rest } = opening.data as DealOpened['data'];
  const dealId = `${survivorId}-again`;
  const story = new Story(dealId.slice('crm:'.length), organisation.time);
  const { actorId } = opening.metadata;
  const at = openedAt + DAY_BS;
  story.tell(at, ['deal', dealId], { type: 'DealOpened', data: { ...rest, dealId } }, { actorId });
  const conversationId = `mail:${story.name}`;
  const call = { conversationId, dealId, medium: 'phone' as const };
  story.tell(at + DAY_BS, ['conversation', conversationId], { type: 'FollowUpSent', data: call }, { actorId });
  const merged = { dealId, survivorId };
  story.tell(at + NOTICED_AFTER_DAYS * DAY_BS, ['deal', dealId], { type: 'DealsMerged', data: merged }, { actorId });
  return story.events;
};
