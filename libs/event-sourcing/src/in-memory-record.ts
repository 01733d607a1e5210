import { type EncodedEvent, encodeWrite } from './encoded-event';
import { type Position, type RecordedEvent } from './event';
import { type AppendOutcome, type ExpectedVersion, type StreamWrite } from './event-store';

/** Kept as text, so that nobody who was given an event holds a piece of the record. */
interface StoredEvent extends EncodedEvent {
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
  readonly recordedAt: string;
}

interface StoredStream {
  readonly events: StoredEvent[];
  readonly digests: Map<string, string>;
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

/** What an in-memory store keeps, and the plainest statement of how a write is judged. */
export class InMemoryRecord {
  readonly incarnation: string;
  readonly #now: () => string;
  readonly #events: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredStream>();
  readonly #onGrowth = new Set<() => void>();

  /** The clock gives canonical instants; it may stand still or go back, `recordedAt` will not. */
  constructor(now: () => string, incarnation = 'in-memory') {
    this.#now = now;
    this.incarnation = incarnation;
  }

  get size(): number {
    return this.#events.length;
  }

  get last(): RecordedEvent | undefined {
    return this.slice(this.size - 1, this.size)[0];
  }

  slice(from: number, to: number): RecordedEvent[] {
    return this.#events.slice(Math.max(from, 0), to).map(decode);
  }

  stream(name: string, fromVersion: number): RecordedEvent[] {
    return (this.#streams.get(name)?.events ?? []).slice(fromVersion).map(decode);
  }

  sizeAt(recordedAt: string): number {
    return this.#events.findLastIndex((event) => event.recordedAt <= recordedAt) + 1;
  }

  /** Calls back at every growth until the returned function is called. */
  onGrowth(callBack: () => void): () => void {
    this.#onGrowth.add(callBack);
    return () => this.#onGrowth.delete(callBack);
  }

  append(writes: readonly StreamWrite[]): AppendOutcome[] {
    const outcomes = writes.map((write) => this.#write(write));
    for (const callBack of [...this.#onGrowth]) callBack();
    return outcomes;
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
    return { status: 'appended', firstVersion, lastVersion, position: BigInt(this.size) };
  }

  #add(stream: string, past: StoredStream, encoded: EncodedEvent): void {
    const last = this.#events.at(-1)?.recordedAt ?? '';
    const now = this.#now();
    const recordedAt = now > last ? now : last;
    const place = { stream, version: past.events.length, position: BigInt(this.size + 1), recordedAt };
    const stored = { ...encoded, ...place };
    past.events.push(stored);
    past.digests.set(encoded.event.eventId, encoded.event.digest);
    this.#events.push(stored);
  }
}
