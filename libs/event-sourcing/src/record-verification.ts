import { type Position, type RecordedEvent, START } from './event';
import { type EventStore } from './event-store';
import { correctionIdOf, digestOf, eventIdOf } from './identity';
import { type RecordSeal, RecordSealer, sealText } from './record-seal';

/** One thing that cannot be as an append left it. */
export interface RecordFault {
  readonly kind:
    | 'position-missing'
    | 'digest-differs'
    | 'event-id-differs'
    | 'recorded-at-falls'
    | 'version-gap'
    | 'version-out-of-order'
    /** It is not what was sealed, or not what a reader of it was given. */
    | 'seal-differs'
    | 'checkpoint-differs';
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
  /** Of the whole record as it was read, as text: kept elsewhere, it shows later whether anything up to here was touched. */
  readonly seal: string;
}

export interface VerificationOptions {
  readonly onProgress?: (events: number) => void;
  /** A seal that was made of this record earlier, to be held against it. */
  readonly earlier?: RecordSeal | undefined;
}

/** So many faults are listed at most. */
export const RECORD_FAULTS_MAX = 100;

const PAGE_EVENTS = 2_000;

export const placeIn = (event: RecordedEvent): string =>
  `Position ${event.position} (${event.stream}, version ${event.version}, event ${event.eventId})`;

/** Ids derive from what the source said: with another one a redelivery would be recorded a second time. */
const idFault = (event: RecordedEvent): RecordFault | null => {
  const { source, sourceEventId } = event.metadata;
  const derived = eventIdOf(source, sourceEventId);
  if (event.eventId === derived) return null;
  // A correction by a mended mapping has its id from the event that it corrects, and the mapping's version.
  const { correctsEventId, mappingVersion } = event.data;
  const isCorrection = typeof correctsEventId === 'string' && typeof mappingVersion === 'number';
  if (isCorrection && event.eventId === correctionIdOf(correctsEventId, mappingVersion)) return null;
  const message = `${placeIn(event)} has an id that ${source} and its ${sourceEventId} do not give: they give ${derived}.`;
  return { kind: 'event-id-differs', message };
};

/** Holds a record that is read from its beginning against an earlier seal, and makes the new one. */
export class SealCheck {
  private readonly sealer = new RecordSealer();
  private last: Position = START;
  private hashThere: string | null = null;

  constructor(
    private readonly incarnation: string,
    private readonly earlier?: RecordSeal,
  ) {
    if (earlier?.position === START) this.hashThere = this.sealer.hash();
  }

  add(event: RecordedEvent): void {
    this.sealer.add(event);
    this.last = event.position;
    if (event.position === this.earlier?.position) this.hashThere = this.sealer.hash();
  }

  /** At the end of the record. */
  faults(): RecordFault[] {
    const { earlier, incarnation, last, hashThere } = this;
    if (earlier === undefined) return [];
    const fault = (message: string): RecordFault[] => [{ kind: 'seal-differs', message }];
    if (earlier.incarnation !== incarnation) {
      return fault(`The seal was made of record ${earlier.incarnation}, this is record ${incarnation}.`);
    }
    if (last < earlier.position) {
      return fault(`The record ends at position ${last}; it was sealed at ${earlier.position}: its end is gone.`);
    }
    if (hashThere === earlier.hash) return [];
    return fault(
      `The record up to position ${earlier.position} is not what was sealed: an event was changed, exchanged, removed or slipped in.`,
    );
  }

  seal(): string {
    return sealText({ incarnation: this.incarnation, position: this.last, hash: this.sealer.hash() });
  }
}

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
  const ofId = idFault(event);
  return ofId === null ? faults : [...faults, ofId];
};

const versionFaults = (event: RecordedEvent, expected: number): RecordFault[] => {
  if (event.version === expected) return [];
  const kind = event.version > expected ? 'version-gap' : 'version-out-of-order';
  return [{ kind, message: `${placeIn(event)} should have version ${expected}: what stood there is gone.` }];
};

/**
 * Reads the whole record by its port and names whatever an append cannot have left: digests that the content does not
 * give (what a digest leaves out, `digestOf` says), ids that do not derive from it, gaps and inversions of versions, a
 * falling `recordedAt`, and whatever differs from an earlier seal. Keeps the version of every stream in memory, some 100
 * bytes each. Works with any store; one whose positions have no gaps can say more.
 */
export const verifyByReading = async (
  store: Pick<EventStore, 'head' | 'readAll'>,
  { onProgress = () => undefined, earlier }: VerificationOptions = {},
): Promise<RecordVerification> => {
  const faults: RecordFault[] = [];
  const seals = new SealCheck((await store.head()).incarnation, earlier);
  const versions = new Map<string, number>();
  let [events, recordedAt, position] = [0, '', START as Position];
  for (let page = await store.readAll(position, PAGE_EVENTS); page.length > 0;) {
    for (const event of page) {
      const found = [
        ...contentFaults(event, recordedAt),
        ...versionFaults(event, (versions.get(event.stream) ?? -1) + 1),
      ];
      if (faults.length <= RECORD_FAULTS_MAX) faults.push(...found);
      seals.add(event);
      versions.set(event.stream, event.version);
      recordedAt = event.recordedAt;
    }
    position = page.at(-1)!.position;
    onProgress((events += page.length));
    page = await store.readAll(position, PAGE_EVENTS);
  }
  // First, since they tell most: no list of a hundred others may push them out.
  faults.unshift(...seals.faults());
  return {
    events,
    streams: versions.size,
    faults: faults.slice(0, RECORD_FAULTS_MAX),
    isTruncated: faults.length > RECORD_FAULTS_MAX,
    seal: seals.seal(),
    notChecked: [
      'Whether a stream is gone as a whole, or its last events: positions have gaps in this store, so nothing is missed.',
    ],
  };
};
