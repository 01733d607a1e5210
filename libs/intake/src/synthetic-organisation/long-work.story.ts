import { type DealInProgress } from './deal-in-progress';

/** Of these many events of long work, one moves the deal. */
const MOVES_EVERY = 20;
const BETWEEN = ['discovery', 'qualification'] as const;

/** Work that goes on and on: efforts, talks and forecasts, now and then a step forth and back, over most of the rest of the period. */
export const tellLongWork = (deal: DealInProgress, events: number, periodEnd: number): void => {
  const { random, dealId, story } = deal;
  const conversationId = `mail:${deal.number}-talks`;
  const stretch = (0.8 * (periodEnd - deal.at)) / events;
  for (let told = 0; told < events; told++) {
    deal.at += stretch;
    if (told % MOVES_EVERY === 0) {
      const stepKey = BETWEEN[(told / MOVES_EVERY) % BETWEEN.length]!;
      deal.tell({ type: 'StepEntered', data: { dealId, stepKey } });
    } else if (random.chance(0.3)) {
      const talk = { conversationId, dealId, participants: [deal.rep.id], initiatedBy: 'seller' as const };
      story.tell(deal.at, ['conversation', conversationId], { type: 'ConversationHeld', data: talk }, deal.byRep());
    } else if (random.chance(0.5)) {
      deal.tell({ type: 'ForecastRecorded', data: { dealId, probability: random.integer(1, 9) / 10 } });
    } else {
      deal.tell({ type: 'EffortLogged', data: { dealId, hours: random.integer(1, 16) / 2, kind: 'selling' } });
    }
  }
};
