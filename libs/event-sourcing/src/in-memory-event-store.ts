import { type Position, type RecordedEvent, START } from './event';
import { refuseWhenClosed } from './append-in-parts';
import { type AppendOutcome, type Checkpoint, type EventStore, type StreamWrite } from './event-store';
import { InMemoryRecord } from './in-memory-record';
import { verifyCheckpoint } from './verify-checkpoint';

/** The port with every guarantee but durability. Stores that are given one record see each other's events. */
export class InMemoryEventStore implements EventStore {
  readonly #record: InMemoryRecord;
  readonly #closing = new AbortController();

  /** Takes a record that others share, or the clock of one of its own. */
  constructor(record: InMemoryRecord | (() => string)) {
    this.#record = typeof record === 'function' ? new InMemoryRecord(record) : record;
  }

  async append(writes: readonly StreamWrite[]): Promise<AppendOutcome[]> {
    refuseWhenClosed(this.#closing.signal);
    return this.#record.append(writes);
  }

  async readStream(stream: string, fromVersion = 0): Promise<RecordedEvent[]> {
    return this.#record.stream(stream, fromVersion);
  }

  async readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    return this.#record.slice(Number(after), Number(after) + limit);
  }

  async *subscribe(after: Position, signal: AbortSignal, pageSize = 1_000): AsyncIterable<RecordedEvent[]> {
    const end = AbortSignal.any([signal, this.#closing.signal]);
    let position = after;
    while (!end.aborted) {
      if (position >= BigInt(this.#record.size)) {
        await this.#growth(end);
        continue;
      }
      const page = await this.readAll(position, pageSize);
      position = page.at(-1)!.position;
      yield page;
    }
  }

  async head(): Promise<Checkpoint> {
    const { last, incarnation } = this.#record;
    return { incarnation, position: last?.position ?? START, eventId: last?.eventId ?? null };
  }

  async positionAt(recordedAt: string): Promise<Position> {
    return BigInt(this.#record.sizeAt(recordedAt));
  }

  async verify(checkpoint: Checkpoint): Promise<void> {
    const { position } = checkpoint;
    const eventId = this.#record.slice(Number(position) - 1, Number(position))[0]?.eventId ?? null;
    verifyCheckpoint(checkpoint, { incarnation: this.#record.incarnation, position, eventId });
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  #growth(end: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const rise = (): void => {
        forget();
        end.removeEventListener('abort', rise);
        resolve();
      };
      const forget = this.#record.onGrowth(rise);
      end.addEventListener('abort', rise);
    });
  }
}
