import { type Position, type RecordedEvent, START } from './event';
import { type EventStore } from './event-store';
import { digestOf } from './identity';

/** One thing that cannot be as an append left it. */
export interface RecordFault {
  readonly kind: 'position-missing' | 'digest-differs' | 'recorded-at-falls' | 'version-gap' | 'version-out-of-order';
  /** Names the event or stream, what stands there, and what should. */
  readonly message: string;
}

export interface RecordVerification {
  readonly events: number;
  readonly streams: number;
  readonly faults: readonly RecordFault[];
  /** More faults were found than are listed. */
  readonly isTruncated: boolean;
  /** What this store gives no way to look at, one sentence each. */
  readonly notChecked: readonly string[];
}

/** So many faults are listed at most. */
export const RECORD_FAULTS_MAX = 100;

const PAGE_EVENTS = 2_000;

export const placeIn = (event: RecordedEvent): string =>
  `Position ${event.position} (${event.stream}, version ${event.version}, event ${event.eventId})`;

/** Faults that show in an event itself, and in its time beside that of the event before it. */
export const contentFaults = (event: RecordedEvent, recordedAtBefore: string): RecordFault[] => {
  const faults: RecordFault[] = [];
  if (event.recordedAt < recordedAtBefore) {
    const message = `${placeIn(event)} says it was recorded at ${event.recordedAt}, the one before it at ${recordedAtBefore}.`;
    faults.push({ kind: 'recorded-at-falls', message });
  }
  const digest = digestOf(event.type, event.data, event.metadata);
  if (digest !== event.digest) {
    const message = `${placeIn(event)} has digest ${event.digest}, its content gives ${digest}: it was changed after it was recorded.`;
    faults.push({ kind: 'digest-differs', message });
  }
  return faults;
};

const versionFaults = (event: RecordedEvent, expected: number): RecordFault[] => {
  if (event.version === expected) return [];
  const kind = event.version > expected ? 'version-gap' : 'version-out-of-order';
  return [{ kind, message: `${placeIn(event)} should have version ${expected}: what stood there is gone.` }];
};

/**
 * Reads the whole record by its port and names whatever an append cannot have left: digests that the content does not
 * give (what a digest leaves out, `digestOf` says), gaps and inversions of versions, a falling `recordedAt`. Keeps the
 * version of every stream in memory, some 100 bytes each. Works with any store; one whose positions have no gaps can
 * say more.
 */
export const verifyByReading = async (
  store: EventStore,
  onProgress: (events: number) => void = () => undefined,
): Promise<RecordVerification> => {
  const faults: RecordFault[] = [];
  const versions = new Map<string, number>();
  let [events, recordedAt, position] = [0, '', START as Position];
  for (let page = await store.readAll(position, PAGE_EVENTS); page.length > 0;) {
    for (const event of page) {
      const found = [
        ...contentFaults(event, recordedAt),
        ...versionFaults(event, (versions.get(event.stream) ?? -1) + 1),
      ];
      if (faults.length <= RECORD_FAULTS_MAX) faults.push(...found);
      versions.set(event.stream, event.version);
      recordedAt = event.recordedAt;
    }
    position = page.at(-1)!.position;
    onProgress((events += page.length));
    page = await store.readAll(position, PAGE_EVENTS);
  }
  return {
    events,
    streams: versions.size,
    faults: faults.slice(0, RECORD_FAULTS_MAX),
    isTruncated: faults.length > RECORD_FAULTS_MAX,
    notChecked: [
      'Whether a stream is gone as a whole, or its last events: positions have gaps in this store, so nothing is missed.',
    ],
  };
};
