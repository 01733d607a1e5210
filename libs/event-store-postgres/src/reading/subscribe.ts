import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { type Checkpoint, EventStoreUnavailable, type Position, type RecordedEvent } from '@gemba/event-sourcing';
import { type WakeUps } from '../wake-up/wake-ups';
import { eventsOfRows, type EventRow } from './event-rows';

const PAUSE_MS = 250;

export interface SubscriptionSource {
  readonly readRows: (after: Position, limit: number) => Promise<EventRow[]>;
  readonly checkpointAt: (position: Position) => Promise<Checkpoint>;
  readonly verify: (checkpoint: Checkpoint) => Promise<void>;
  readonly wakeUps: WakeUps;
  readonly pollMs: number;
}

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

/**
 * Catches up, then lives. While a full page is being worked on, the next is already on its way: one page of events and
 * one of rows are held at most.
 */
export async function* subscribe(
  { readRows, checkpointAt, verify, wakeUps, pollMs }: SubscriptionSource,
  after: Position,
  signal: AbortSignal,
  pageSize: number,
): AsyncIterable<RecordedEvent[]> {
  let interruptions = wakeUps.interruptions;
  let last = await patiently(() => checkpointAt(after), signal);
  const look = (from: Checkpoint): { readonly seen: number; readonly rows: Promise<EventRow[] | null> } => {
    const seen = wakeUps.count;
    // A database that was away may have come back as an older one.
    const isInDoubt = wakeUps.interruptions !== interruptions;
    interruptions = wakeUps.interruptions;
    const rows = patiently(async (attempt) => {
      if (isInDoubt || attempt > 1) await verify(from);
      return readRows(from.position, pageSize);
    }, signal);
    // Told when it is awaited; until then nobody else may find it unhandled.
    rows.catch(() => undefined);
    return { seen, rows };
  };
  for (let ahead = last && look(last); last !== null && ahead !== null;) {
    const rows = await ahead.rows;
    if (rows === null || signal.aborted) return;
    const end = rows.at(-1);
    if (end === undefined) {
      await wakeUps.sleep(ahead.seen, pollMs, signal);
      ahead = look(last);
      continue;
    }
    last = { incarnation: last.incarnation, position: BigInt(end[0]), eventId: end[2] };
    const isMoreLikely = rows.length === pageSize;
    if (isMoreLikely) {
      ahead = look(last);
      // The question must be out before this turn goes to making events.
      await nextTurn();
    }
    yield eventsOfRows(rows);
    if (!isMoreLikely) ahead = look(last);
  }
}
