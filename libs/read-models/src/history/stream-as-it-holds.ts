import { isEventType, mayStandIn } from '@gemba/sales-process/sales.events.schema';
import { parseStreamName } from '@gemba/sales-process/sales.events';
import { effectiveEvents } from './effective-events';
import { type HistoryEvent } from './history-event';

/**
 * What holds of one stream's events, in the order in which they are given: old shapes lifted, corrections applied and
 * gone themselves. Decisions are made on it, so that a command is judged by the same past that the tables show.
 */
export const streamAsItHolds = (stream: string, recorded: readonly HistoryEvent[]): HistoryEvent[] => {
  const family = parseStreamName(stream)?.family;
  const holding = new Map(effectiveEvents(recorded).map((event) => [event.eventId, event]));
  return recorded.flatMap(({ eventId }): HistoryEvent[] => {
    const event = holding.get(eventId);
    if (event === undefined || family === undefined) return [];
    // A correction may once have put something there that no event of this stream can be.
    return isEventType(event.type) && mayStandIn(event.type, family) ? [event] : [];
  });
};
