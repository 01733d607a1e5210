import { type RecordedEvent } from '@gemba/event-sourcing';
import { Problem } from '@gemba/platform';

export const unknownDeal = (dealId: string): Problem =>
  new Problem(404, 'deal-unknown', `Nothing is known of a deal ${dealId}.`, {
    field: 'dealId',
    remedy: 'Deal ids read <source>:<native id>; GET /v1/deals lists them. A deal just recorded may need a moment.',
  });

/** @param events all that is recorded of it, behind the as-of */
export const unknownThen = (dealId: string, events: readonly RecordedEvent[]): Problem => {
  const [first] = events.map(({ recordedAt }) => recordedAt).sort();
  return new Problem(404, 'deal-unknown', `Nothing of the deal ${dealId} was recorded by then: it began at ${first}.`, {
    field: 'asOf',
    remedy:
      'Ask as of a later instant. For what had happened by an instant, whenever it was recorded, give asAt (--as-at).',
  });
};
