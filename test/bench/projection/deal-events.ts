import { type EventMetadata, identify, instantOfMicros, type JsonObject, type NewEvent } from '@gemba/event-sourcing';
import { streamName } from '@gemba/sales-process';

export interface DealEvent {
  readonly stream: string;
  readonly event: NewEvent;
}

const SOURCE = 'bench';
const STEPS = ['contact', 'planning', 'approach', 'need', 'presentation', 'objections', 'commitment', 'follow-up'];
const BEGIN_MICROS = Date.UTC(2025, 0, 1) * 1000;
const HOUR_MICROS = 3_600_000_000;

const event = (dealId: string, no: number, hour: number, type: string, data: JsonObject): DealEvent => {
  const metadata: EventMetadata = {
    schemaVersion: 1,
    occurredAt: instantOfMicros(BEGIN_MICROS + hour * HOUR_MICROS),
    source: SOURCE,
    sourceEventId: `${dealId} ${no}`,
    sourceSequence: String(no),
    actorId: `rep:${no % 7}`,
    teamId: `team:${no % 3}`,
  };
  return { stream: streamName('deal', dealId), event: identify({ type, data: { dealId, ...data } }, metadata) };
};

/** Activities with a step entered at every third event, closed at the end: what an imported log looks like. */
export const dealOf = (no: number, events: number): DealEvent[] => {
  const dealId = `bench:${no}`;
  const begin = (no % 5_000) * 1.5;
  return Array.from({ length: events }, (_, i) => {
    const hour = begin + i * 3;
    if (i === 0)
      return event(dealId, i, hour, 'DealOpened', { amountMinor: no * 100, currency: 'EUR', segment: `s${no % 4}` });
    if (i === events - 1) return event(dealId, i, hour, no % 3 === 0 ? 'DealLost' : 'DealWon', {});
    if (i % 3 === 1) return event(dealId, i, hour, 'StepEntered', { stepKey: STEPS[((i - 1) / 3) % STEPS.length]! });
    return event(dealId, i, hour, 'ActivityRecorded', {
      activity: `call ${i % 5}`,
      lifecycle: 'COMPLETE',
      resource: `rep ${i % 7}`,
    });
  });
};

/** Deals one after the other, as a log exported by case holds them. */
export const shortDeals = (deals: number, eventsEach: number): DealEvent[] =>
  Array.from({ length: deals }, (_, no) => dealOf(no, eventsEach)).flat();

/** Events of all deals dealt out in turn, so that every page touches many deals. */
export const interleaved = (deals: readonly (readonly DealEvent[])[]): DealEvent[] => {
  const longest = Math.max(...deals.map(({ length }) => length));
  const events: DealEvent[] = [];
  for (let i = 0; i < longest; i++) {
    for (const deal of deals) {
      // Shorter deals are spread over the life of the longest.
      const at = Math.floor((i * deal.length) / longest);
      if (i === 0 || at > Math.floor(((i - 1) * deal.length) / longest)) events.push(deal[at]!);
    }
  }
  return events;
};
