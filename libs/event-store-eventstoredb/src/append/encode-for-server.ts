import { type AppendOutcome, type EncodedEvent, encodeWrite, type StreamWrite } from '@gemba/event-sourcing';

/** The server links and deletes by events of such types, and refuses one without a type. */
const isReserved = (type: string): boolean => type === '' || type.startsWith('$');

/** Spells a write for the server, or gives the outcome that can be told without asking it. */
export const encodeForServer = (write: StreamWrite): readonly EncodedEvent[] | AppendOutcome => {
  const events = encodeWrite(write);
  if ('status' in events) return events;
  const reserved = events.find(({ event }) => isReserved(event.type));
  if (reserved === undefined) return events;
  const reason = 'type: it is empty or begins with $, which EventStoreDB keeps for itself';
  return { status: 'unstorable', eventId: reserved.event.eventId, reason };
};
