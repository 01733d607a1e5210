import { type AppendOutcome } from '@gemba/event-sourcing';
import { type AttemptOutcome } from './append-attempt';
import { type PendingWrite } from './pending-write';

type Refused = Extract<AttemptOutcome, { kind: 'refused' }>;

const reasonOf = ({ fault, detail }: Refused): string => {
  switch (fault) {
    case 'too-large':
      return `it is more than EventStoreDB takes in one append (${detail} Its setting MaxAppendSize may be raised to 16 MB)`;
    case 'deleted':
      return 'its stream was deleted in EventStoreDB and can never be written to again';
    default:
      return `EventStoreDB refuses it (${detail})`;
  }
};

/** What the server will not take, of a write that stands alone. The event that is named is its largest. */
export const unstorable = ({ events }: PendingWrite, refused: Refused): AppendOutcome => {
  const largest = events.reduce((most, event) => (event.data.length > most.data.length ? event : most));
  return { status: 'unstorable', eventId: largest.event.eventId, reason: reasonOf(refused) };
};
