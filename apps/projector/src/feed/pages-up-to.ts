import { type EventStore, type Position, type RecordedEvent } from '@gemba/event-sourcing';

const PAGE_EVENTS = 4_000;

/** The record after one position up to another, which is included, in pages. */
export async function* pagesUpTo(store: EventStore, after: Position, upTo: Position): AsyncGenerator<RecordedEvent[]> {
  while (after < upTo) {
    const page = (await store.readAll(after, PAGE_EVENTS)).filter(({ position }) => position <= upTo);
    if (page.length === 0) return;
    after = page.at(-1)!.position;
    yield page;
  }
}
