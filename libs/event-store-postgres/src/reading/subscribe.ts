import { setTimeout as pause } from 'node:timers/promises';
import {
  type Checkpoint,
  type EventStore,
  EventStoreUnavailable,
  type Position,
  type RecordedEvent,
} from '@gemba/event-sourcing';
import { type WakeUps } from '../wake-up/wake-ups';

const PAUSE_MS = 250;

export interface SubscriptionSource {
  readonly store: Pick<EventStore, 'readAll' | 'verify'>;
  readonly checkpointAt: (position: Position) => Promise<Checkpoint>;
  readonly wakeUps: WakeUps;
  readonly pollMs: number;
}

type Page = RecordedEvent[];

/** Does it again while the store cannot be reached, until the signal aborts (then null). */
const patiently = async <T>(work: (attempt: number) => Promise<T>, signal: AbortSignal): Promise<T | null> => {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
};

/** Catches up, then lives. While a full page is being worked on, the next is already read: two are held at most. */
export async function* subscribe(
  { store, checkpointAt, wakeUps, pollMs }: SubscriptionSource,
  after: Position,
  signal: AbortSignal,
  pageSize: number,
): AsyncIterable<Page> {
  let interruptions = wakeUps.interruptions;
  let last = await patiently(() => checkpointAt(after), signal);
  const look = (from: Checkpoint): { readonly seen: number; readonly page: Promise<Page | null> } => {
    const seen = wakeUps.count;
    // A database that was away may have come back as an older one.
    const isInDoubt = wakeUps.interruptions !== interruptions;
    interruptions = wakeUps.interruptions;
    const page = patiently(async (attempt) => {
      if (isInDoubt || attempt > 1) await store.verify(from);
      return store.readAll(from.position, pageSize);
    }, signal);
    // Told when it is awaited; until then nobody else may find it unhandled.
    page.catch(() => undefined);
    return { seen, page };
  };
  for (let ahead = last && look(last); last !== null && ahead !== null;) {
    const page = await ahead.page;
    if (page === null || signal.aborted) return;
    const end = page.at(-1);
    if (end === undefined) {
      await wakeUps.sleep(ahead.seen, pollMs, signal);
      ahead = look(last);
      continue;
    }
    last = { incarnation: last.incarnation, position: end.position, eventId: end.eventId };
    const isMoreLikely = page.length === pageSize;
    if (isMoreLikely) ahead = look(last);
    yield page;
    if (!isMoreLikely) ahead = look(last);
  }
}
