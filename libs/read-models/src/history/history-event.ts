import { type RecordedEvent } from '@gemba/event-sourcing';

/** What tables need of a recorded event: nothing that arrival decided. */
export type HistoryEvent = Pick<RecordedEvent, 'stream' | 'eventId' | 'type' | 'data' | 'metadata'>;
