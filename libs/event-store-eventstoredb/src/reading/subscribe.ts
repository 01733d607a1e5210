import { type Checkpoint, CheckpointMismatch, type Position, type RecordedEvent, START } from '@gemba/event-sourcing';
import { faultKindOf, toStoreError } from '../driver-errors';
import { placeOf } from '../positions';
import { type RecordNames } from '../record-names';
import { type Connection } from '../server/connection';
import { backOffMs, rest } from '../server/jitter';
import { subscribeToAllRequest } from '../server/requests';
import { Pages, StaleSubscription } from './pages';
import { type Places } from './places';
import { type RecordReader } from './record-reader';

const PAUSE_MS = 100;
const PAUSE_MS_MAX = 5_000;

export interface SubscriptionSource {
  readonly connection: Connection;
  readonly names: RecordNames;
  readonly places: Places;
  readonly reader: RecordReader;
  /** How long a subscription may say nothing before it is asked whether it still lives, in milliseconds. */
  readonly silenceMs: number;
}

const mayComeBack = (error: unknown): boolean =>
  error instanceof StaleSubscription || ['unavailable', 'denied'].includes(faultKindOf(error) ?? '');

/** Does it until it works: waits longer from time to time while the server is out of reach. Null when the signal aborts. */
const patiently = async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | null> => {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!mayComeBack(error)) throw toStoreError(error);
      await rest(backOffMs(attempt, PAUSE_MS, PAUSE_MS_MAX), signal);
    }
  }
  return null;
};

/**
 * Catches up, then lives. A subscription that breaks off, ends or falls silent is made anew from the last event that was
 * given, after a look whether that event still stands where it stood: a server that was away may have come back as an
 * older one.
 */
export async function* subscribe(
  source: SubscriptionSource,
  after: Position,
  signal: AbortSignal,
  pageSize: number,
): AsyncGenerator<RecordedEvent[], void> {
  let last = await patiently(() => source.places.checkpointAt(after), signal);
  for (let attempt = 0; last !== null && !signal.aborted; attempt++) {
    const from: Checkpoint = last;
    if (attempt > 0) {
      await rest(backOffMs(attempt, PAUSE_MS, PAUSE_MS_MAX), signal);
      if ((await patiently(() => source.places.verify(from).then(() => true), signal)) === null) return;
    }
    for await (const events of pagesFrom(source, from, signal, pageSize)) {
      const { position, eventId } = events.at(-1)!;
      last = { incarnation: from.incarnation, position, eventId };
      attempt = 0;
      yield events;
    }
  }
}

/** Pages behind a checkpoint, for as long as one subscription lasts. */
async function* pagesFrom(
  { connection, names, reader, silenceMs }: SubscriptionSource,
  from: Checkpoint,
  signal: AbortSignal,
  pageSize: number,
): AsyncGenerator<RecordedEvent[], void> {
  const { commit, isSeen } = placeOf(from.position);
  const isBeforeAnEvent = !isSeen && from.position !== START;
  // The server begins behind an event of ours, or at the very beginning.
  if (isSeen && from.eventId === null)
    throw new CheckpointMismatch(`No event of this record stands at position ${from.position}.`);
  const ending = new AbortController();
  const ended = AbortSignal.any([signal, ending.signal]);
  try {
    if (isBeforeAnEvent) return yield await reader.readAll(from.position, pageSize);
    let position = from.position;
    const following = await connection.follow(subscribeToAllRequest(names.prefix, isSeen ? commit : 'start'), ended);
    const isMoreBehind = async (): Promise<boolean> => (await reader.readServerLog(position, 1)).length > 0;
    const pages = new Pages(following, { pageSize, silenceMs, isMoreBehind });
    for (let page = await pages.next(); page !== null; page = await pages.next()) {
      const events = await reader.recorded(position, page);
      position = events.at(-1)!.position;
      yield events;
    }
  } catch (error) {
    if (!signal.aborted && !mayComeBack(error)) throw toStoreError(error);
  } finally {
    ending.abort();
  }
}
