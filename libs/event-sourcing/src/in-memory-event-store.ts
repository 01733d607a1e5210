import { type EncodedEvent, encodeWrite } from './encoded-event';
import { type Position, type RecordedEvent, START } from './event';
import {
  type AppendOutcome,
  type Checkpoint,
  CheckpointMismatch,
  type EventStore,
  EventStoreUnavailable,
  type ExpectedVersion,
  type StreamWrite,
} from './event-store';

interface StoredStream {
  readonly events: StoredEvent[];
  readonly digests: Map<string, string>;
}

/** Kept as text, so that nobody who was given an event holds a piece of the record. */
interface StoredEvent extends EncodedEvent {
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
  readonly recordedAt: string;
}

const decode = ({ event, metadata, data, ...place }: StoredEvent): RecordedEvent => ({
  ...event,
  metadata: JSON.parse(metadata) as RecordedEvent['metadata'],
  data: JSON.parse(data) as RecordedEvent['data'],
  ...place,
});

const holds = (expected: ExpectedVersion, currentVersion: number): boolean => {
  if (expected === 'any') return true;
  return currentVersion === (expected === 'none' ? -1 : expected);
};

/** The port with every guarantee but durability: for specs, and as the plainest statement of what a store does. */
export class InMemoryEventStore implements EventStore {
  readonly #record: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredStream>();
  readonly #sleepers = new Set<() => void>();
  readonly #now: () => string;
  readonly #incarnation: string;
  #closed = false;

  /** The clock gives canonical instants; it may stand still or go back, `recordedAt` will not. */
  constructor(now: () => string, incarnation = 'in-memory') {
    this.#now = now;
    this.#incarnation = incarnation;
  }

  async append(writes: readonly StreamWrite[]): Promise<AppendOutcome[]> {
    if (this.#closed) throw new EventStoreUnavailable('The event store is closed.');
    const outcomes = writes.map((write) => this.#write(write));
    for (const wake of this.#sleepers) wake();
    return outcomes;
  }

  async readStream(stream: string, fromVersion = 0): Promise<RecordedEvent[]> {
    return (this.#streams.get(stream)?.events ?? []).slice(fromVersion).map(decode);
  }

  async readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    return this.#record.slice(Number(after), Number(after) + limit).map(decode);
  }

  async *subscribe(after: Position, signal: AbortSignal, pageSize = 1_000): AsyncIterable<RecordedEvent[]> {
    let position = after;
    while (!signal.aborted && !this.#closed) {
      if (position >= BigInt(this.#record.length)) {
        await this.#sleep(signal);
        continue;
      }
      const page = await this.readAll(position, pageSize);
      position = page.at(-1)!.position;
      yield page;
    }
  }

  async head(): Promise<Checkpoint> {
    const last = this.#record.at(-1);
    const eventId = last === undefined ? null : last.event.eventId;
    return { incarnation: this.#incarnation, position: last?.position ?? START, eventId };
  }

  async positionAt(recordedAt: string): Promise<Position> {
    return this.#record.findLast((event) => event.recordedAt <= recordedAt)?.position ?? START;
  }

  async verify(checkpoint: Checkpoint): Promise<void> {
    const { incarnation, position, eventId } = checkpoint;
    const there = position === START ? null : this.#record[Number(position) - 1]?.event.eventId;
    if (incarnation === this.#incarnation && there === eventId) return;
    throw new CheckpointMismatch(`Position ${position} of this record is not event ${eventId} of ${incarnation}.`);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const wake of this.#sleepers) wake();
  }

  #write(write: StreamWrite): AppendOutcome {
    const encoded = encodeWrite(write);
    if ('status' in encoded) return encoded;
    const past = this.#streams.get(write.stream) ?? { events: [], digests: new Map<string, string>() };
    const known = (one: EncodedEvent): string | undefined => past.digests.get(one.event.eventId);
    const reused = encoded.find((one) => known(one) !== undefined && known(one) !== one.event.digest);
    if (reused !== undefined) return { status: 'id-reused', eventId: reused.event.eventId };
    const missing = encoded.filter((one) => known(one) === undefined);
    if (missing.length === 0) return { status: 'duplicate' };
    const currentVersion = past.events.length - 1;
    if (!holds(write.expected, currentVersion)) return { status: 'conflict', currentVersion };
    this.#streams.set(write.stream, past);
    for (const one of missing) this.#add(write.stream, past, one);
    const [firstVersion, lastVersion] = [currentVersion + 1, past.events.length - 1];
    return { status: 'appended', firstVersion, lastVersion, position: BigInt(this.#record.length) };
  }

  #add(stream: string, past: StoredStream, encoded: EncodedEvent): void {
    const last = this.#record.at(-1)?.recordedAt ?? '';
    const now = this.#now();
    const recordedAt = now > last ? now : last;
    const place = { stream, version: past.events.length, position: BigInt(this.#record.length + 1), recordedAt };
    const stored = { ...encoded, ...place };
    past.events.push(stored);
    past.digests.set(encoded.event.eventId, encoded.event.digest);
    this.#record.push(stored);
  }

  #sleep(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
