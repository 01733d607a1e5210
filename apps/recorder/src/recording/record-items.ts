import type { AppendOutcome, EventStore, StreamWrite } from '@gemba/event-sourcing';
import type { Fault, TranslatedFacts, TranslatedItem } from '@gemba/intake';
import { schemaOf, unknownMembers } from '@gemba/sales-process';
import type { Outcome } from './outcome';

/**
 * Records translated pieces and says of each, in their order, what became of it. One write an event, so that the
 * store's outcomes tell them apart. Throws `EventStoreUnavailable` when the record is out of reach: nothing is
 * quarantined for that.
 */
export const recordItems = async (store: EventStore, items: readonly TranslatedItem[]): Promise<Outcome[]> => {
  const writes = items.flatMap((item) => (item.kind === 'facts' ? item.writes : []));
  const fates = writes.length === 0 ? [] : await store.append(writes);
  let next = 0;
  return items.map((item) => {
    if (item.kind === 'refused') {
      return { outcome: 'quarantined', place: item.place, faults: item.faults, raw: item.raw };
    }
    const own = fates.slice(next, next + item.writes.length);
    next += item.writes.length;
    return outcomeOf(item, own);
  });
};

const outcomeOf = (item: TranslatedFacts, fates: readonly AppendOutcome[]): Outcome => {
  const faults = fates.flatMap((fate, index) => faultOf(fate, item.writes[index]!) ?? []);
  if (faults.length > 0) return { outcome: 'quarantined', place: item.place, faults, raw: rawOf(item) };
  const events = item.writes.flatMap((write) => write.events);
  return {
    outcome: fates.some(({ status }) => status === 'appended') ? 'recorded' : 'duplicate',
    place: item.place,
    eventIds: events.map(({ eventId }) => eventId),
    unknownMembers: events.flatMap(({ type, data, metadata }) => {
      const schema = schemaOf(type, metadata.schemaVersion);
      return schema === null ? [] : unknownMembers(schema, data);
    }),
  };
};

/** Why the record did not take a write, or null where it did. */
export const faultOf = (fate: AppendOutcome, write: StreamWrite): Fault | null => {
  switch (fate.status) {
    case 'appended':
    case 'duplicate':
      return null;
    case 'id-reused':
      return {
        code: 'id-reused',
        field: 'id',
        message:
          `The id of event ${fate.eventId} stands in ${write.stream} already, with other content. ` +
          'Give a new event an id of its own; correct a recorded one by a DealEventCorrected.',
      };
    case 'unstorable':
      return { code: 'unstorable', message: `The event cannot be kept: ${fate.reason}. Send it without.` };
    case 'conflict':
      throw new Error(`A fact was appended to ${write.stream} with an expectation; facts have none.`);
  }
};

/** What came, or, where its translator did not keep that, the facts that were made of it. */
export const rawOf = ({ raw, writes }: TranslatedFacts): string | Uint8Array => raw ?? JSON.stringify(writes);
