import type { AppendOutcome, EventStore } from '@gemba/event-sourcing';
import { gatherWrites, type RefusedItem, type TranslatedFacts, type TranslatedItem } from '@gemba/intake';
import { faultOf, rawOf } from './record-items';

/** What became of many pieces at once, by the number of events. */
export interface AppendedItems {
  readonly recorded: number;
  readonly duplicates: number;
  /** Pieces that cannot be recorded, with the reason. */
  readonly refused: readonly RefusedItem[];
}

const eventsIn = (fate: AppendOutcome): number =>
  fate.status === 'appended' ? fate.lastVersion - fate.firstVersion + 1 : 0;

/**
 * Records many pieces with one write a stream, which is what files are made for: neighbours share their stream. A
 * write that holds a culprit fails whole, so its pieces are then appended one by one.
 */
export const appendItems = async (store: EventStore, items: readonly TranslatedItem[]): Promise<AppendedItems> => {
  const writes = gatherWrites(items);
  const fates = writes.length === 0 ? [] : await store.append(writes);
  const failed = new Set(
    writes.filter((write, index) => faultOf(fates[index]!, write) !== null).map(({ stream }) => stream),
  );
  const recorded = fates.reduce((count, fate) => count + eventsIn(fate), 0);
  const settled = writes.reduce((count, { stream, events }) => count + (failed.has(stream) ? 0 : events.length), 0);
  const refused = items.filter((item) => item.kind === 'refused');
  if (failed.size === 0) return { recorded, duplicates: settled - recorded, refused };
  const singly = await appendSingly(store, items, failed);
  return {
    recorded: recorded + singly.recorded,
    duplicates: settled - recorded + singly.duplicates,
    refused: [...refused, ...singly.refused],
  };
};

/** A piece of a mended mapping may state an event that stands there with other content, and correct it in one. */
const correctsItself = ({ writes }: TranslatedFacts, fate: AppendOutcome): boolean =>
  fate.status === 'id-reused' &&
  writes.some(({ events }) => events.some(({ data }) => data['correctsEventId'] === fate.eventId));

const appendSingly = async (
  store: EventStore,
  items: readonly TranslatedItem[],
  streams: ReadonlySet<string>,
): Promise<AppendedItems> => {
  const concerned = items.flatMap((item): TranslatedFacts[] => {
    if (item.kind === 'refused') return [];
    const writes = item.writes.filter(({ stream }) => streams.has(stream));
    return writes.length === 0 ? [] : [{ ...item, writes }];
  });
  const writes = concerned.flatMap((item) => item.writes.map((write) => ({ item, write })));
  const fates = await store.append(writes.map(({ write }) => write));
  let recorded = 0;
  let duplicates = 0;
  const refused: RefusedItem[] = [];
  for (const [index, { item, write }] of writes.entries()) {
    const fault = correctsItself(item, fates[index]!) ? null : faultOf(fates[index]!, write);
    if (fault !== null) refused.push({ kind: 'refused', place: item.place, faults: [fault], raw: rawOf(item) });
    else {
      const appended = eventsIn(fates[index]!);
      recorded += appended;
      duplicates += write.events.length - appended;
    }
  }
  return { recorded, duplicates, refused };
};
