import { type EventStore } from '@gemba/event-sourcing';
import { type StoryEvent } from './sales-story';

/** Records events as facts, one write each, in this order. */
export const recordAll = async (store: EventStore, events: readonly StoryEvent[]): Promise<void> => {
  await store.append(events.map(({ stream, event }) => ({ stream, expected: 'any' as const, events: [event] })));
};
