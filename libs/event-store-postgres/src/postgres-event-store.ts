import {
  AppendInParts,
  type AppendOutcome,
  type Checkpoint,
  encodeWrite,
  type EventStore,
  type Position,
  type RecordedEvent,
  type StreamWrite,
  verifyCheckpoint,
} from '@gemba/event-sourcing';
import { Pool, type PoolConfig } from 'pg';
import { AppendQueue } from './append/append-queue';
import { appendWrites } from './append/append-writes';
import { type PendingWrite } from './append/pending-write';
import { toStoreError } from './driver-errors';
import { checkpointAt, head, positionAt } from './reading/places';
import { readAll, readRows, readStream } from './reading/read-events';
import { subscribe } from './reading/subscribe';
import { Listener } from './wake-up/listener';
import { Notifier } from './wake-up/notifier';
import { WakeUps } from './wake-up/wake-ups';

/** One durable call of the append: for histograms. */
export interface AppendCallFigures {
  readonly durationSeconds: number;
  readonly writes: number;
  readonly events: number;
}

export interface PostgresEventStoreOptions {
  /** Most events of one call; a larger single write is still one call. */
  readonly groupEventsMax?: number;
  /** Most text of one call, in characters. */
  readonly groupCharactersMax?: number;
  /** Calls under way at once; each takes a connection of the pool. */
  readonly callsMax?: number;
  /** How long one call may take before its outcome counts as unknown, in milliseconds; longer than any honest one. */
  readonly callLimitMs?: number;
  /** How long a subscription sleeps at most when no wake-up comes through, in milliseconds. */
  readonly pollMs?: number;
  readonly onAppendCall?: (figures: AppendCallFigures) => void;
}

/** The record in PostgreSQL. `migrateRecord` makes its schema. A pool that is given stays its owner's to end. */
export class PostgresEventStore implements EventStore {
  readonly #pool: Pool;
  readonly #ownsPool: boolean;
  readonly #queue: AppendQueue;
  readonly #wakeUps = new WakeUps();
  readonly #listener: Listener;
  readonly #notifier: Notifier;
  readonly #closing = new AbortController();
  readonly #pollMs: number;
  readonly #callLimitMs: number;
  readonly #onAppendCall: (figures: AppendCallFigures) => void;

  constructor(database: Pool | PoolConfig, options: PostgresEventStoreOptions = {}) {
    this.#ownsPool = !(database instanceof Pool);
    this.#pool = database instanceof Pool ? database : new Pool(database);
    // A connection that breaks while nobody uses it is replaced at the next use.
    if (this.#ownsPool) this.#pool.on('error', () => undefined);
    this.#listener = new Listener(this.#pool, this.#wakeUps);
    this.#notifier = new Notifier(this.#pool);
    this.#pollMs = options.pollMs ?? 1_000;
    this.#callLimitMs = options.callLimitMs ?? 60_000;
    this.#onAppendCall = options.onAppendCall ?? (() => undefined);
    this.#queue = new AppendQueue((writes) => this.#appendGroup(writes), {
      eventsMax: options.groupEventsMax ?? 1_000,
      charactersMax: options.groupCharactersMax ?? 4_000_000,
      callsMax: options.callsMax ?? 2,
    });
  }

  async append(writes: readonly StreamWrite[]): Promise<AppendOutcome[]> {
    const append = new AppendInParts(writes.length, this.#closing.signal);
    const pending = writes.flatMap((write, index): PendingWrite[] => {
      const { stream, expected } = write;
      const events = encodeWrite(write);
      if (!('status' in events)) return [{ stream, expected, events, ...append.at(index) }];
      append.at(index).settle(events);
      return [];
    });
    this.#queue.push(pending);
    return append.outcomes;
  }

  readStream(stream: string, fromVersion = 0): Promise<RecordedEvent[]> {
    return readStream(this.#pool, stream, fromVersion);
  }

  readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    return readAll(this.#pool, after, limit);
  }

  subscribe(after: Position, signal: AbortSignal, pageSize = 1_000): AsyncIterable<RecordedEvent[]> {
    this.#listener.start();
    const source = {
      readRows: (position: Position, limit: number) => readRows(this.#pool, position, limit),
      checkpointAt: (position: Position) => checkpointAt(this.#pool, position),
      verify: (checkpoint: Checkpoint) => this.verify(checkpoint),
      wakeUps: this.#wakeUps,
      pollMs: this.#pollMs,
    };
    return subscribe(source, after, AbortSignal.any([signal, this.#closing.signal]), pageSize);
  }

  head(): Promise<Checkpoint> {
    return head(this.#pool);
  }

  positionAt(recordedAt: string): Promise<Position> {
    return positionAt(this.#pool, recordedAt);
  }

  async verify(checkpoint: Checkpoint): Promise<void> {
    verifyCheckpoint(checkpoint, await checkpointAt(this.#pool, checkpoint.position));
  }

  /** What waits to be appended, for gauges. */
  get queueDepth(): { readonly eventsWaiting: number; readonly callsUnderWay: number } {
    return this.#queue.depth;
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#queue.idle();
    await this.#listener.stop();
    if (this.#ownsPool) await this.#pool.end();
  }

  async #appendGroup(writes: readonly PendingWrite[]): Promise<AppendOutcome[]> {
    const startedAt = performance.now();
    try {
      const outcomes = await appendWrites(this.#pool, writes, this.#callLimitMs);
      const events = writes.reduce((count, write) => count + write.events.length, 0);
      this.#onAppendCall({ durationSeconds: (performance.now() - startedAt) / 1000, writes: writes.length, events });
      if (outcomes.some(({ status }) => status === 'appended')) {
        this.#wakeUps.wake();
        this.#notifier.notify();
      }
      return outcomes;
    } catch (error) {
      throw toStoreError(error);
    }
  }
}
