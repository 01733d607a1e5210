import {
  AppendInParts,
  type AppendOutcome,
  type Checkpoint,
  type EventStore,
  type Position,
  type RecordedEvent,
  type StreamWrite,
} from '@gemba/event-sourcing';
import { AppendLanes } from './append/append-lanes';
import { type AppendCallFigures, StreamAppender } from './append/stream-appender';
import { StreamTails } from './append/stream-tails';
import { encodeForServer } from './append/encode-for-server';
import { asStoreErrors } from './driver-errors';
import { Incarnation } from './identity/incarnation';
import { LinkWatch } from './identity/link-watch';
import { Places } from './reading/places';
import { RecordReader } from './reading/record-reader';
import { ServerLog } from './reading/server-log';
import { subscribe } from './reading/subscribe';
import { Timeline } from './reading/timeline';
import { TimesOfRecord } from './reading/times-of-record';
import { RecordNames } from './record-names';
import { Connection } from './server/connection';

export interface EventStoreDbOptions {
  /** Name of the record: what the names of its streams begin with on the server. */
  readonly record?: string;
  /** Most events of one call; a larger single write is still one call. */
  readonly callEventsMax?: number;
  /** Most text of one call, in characters. */
  readonly callCharactersMax?: number;
  /** Streams that are appended to at once. */
  readonly callsMax?: number;
  /** Events whose ids are kept in memory, some 300 bytes each, so that facts need no look at their stream. */
  readonly tailEventsMax?: number;
  /** How long a call may take before its outcome counts as unknown, in milliseconds. */
  readonly deadlineMs?: number;
  /** How long a subscription may say nothing before it is asked whether it still lives, in milliseconds. */
  readonly silenceMs?: number;
  readonly onAppendCall?: (figures: AppendCallFigures) => void;
}

/** The record in EventStoreDB or KurrentDB, reached by the driver's connection string (`esdb://…`). */
export class EventStoreDbEventStore implements EventStore {
  readonly #connection: Connection;
  readonly #names: RecordNames;
  readonly #tails: StreamTails;
  readonly #lanes: AppendLanes;
  readonly #incarnation: Incarnation;
  readonly #places: Places;
  readonly #times: TimesOfRecord;
  readonly #reader: RecordReader;
  readonly #link: LinkWatch;
  readonly #silenceMs: number;
  readonly #closing = new AbortController();

  constructor(connectionString: string, options: EventStoreDbOptions = {}) {
    const connection = new Connection(connectionString, options.deadlineMs ?? 10_000);
    const names = new RecordNames(options.record ?? 'gemba');
    const log = new ServerLog(connection, names);
    const timeline = new Timeline(connection, names);
    this.#connection = connection;
    this.#names = names;
    this.#tails = new StreamTails(options.tailEventsMax ?? 200_000);
    this.#incarnation = new Incarnation(connection, names);
    this.#places = new Places(log, this.#incarnation);
    this.#times = new TimesOfRecord(log, timeline);
    this.#reader = new RecordReader({ connection, names, log, times: this.#times, timeline });
    this.#link = new LinkWatch(connection, names, () => this.#doubt());
    this.#silenceMs = options.silenceMs ?? 10_000;
    const appender = new StreamAppender({
      connection,
      names,
      tails: this.#tails,
      onAppendCall: options.onAppendCall ?? (() => undefined),
      closing: this.#closing.signal,
    });
    this.#lanes = new AppendLanes((stream, writes) => appender.append(stream, writes), {
      eventsMax: options.callEventsMax ?? 1_000,
      charactersMax: options.callCharactersMax ?? 400_000,
      callsMax: options.callsMax ?? 32,
    });
  }

  async append(writes: readonly StreamWrite[]): Promise<AppendOutcome[]> {
    const append = new AppendInParts(writes.length, this.#closing.signal);
    this.#link.start();
    writes.forEach((write, index) => {
      const { stream, expected } = write;
      const events = encodeForServer(write);
      if ('status' in events) append.at(index).settle(events);
      else this.#lanes.push(stream, { expected, events, ...append.at(index) });
    });
    return append.outcomes;
  }

  readStream(stream: string, fromVersion = 0): Promise<RecordedEvent[]> {
    return asStoreErrors(this.#readStream(stream, fromVersion));
  }

  readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    return asStoreErrors(this.#reader.readAll(after, limit));
  }

  subscribe(after: Position, signal: AbortSignal, pageSize = 1_000): AsyncIterable<RecordedEvent[]> {
    const source = {
      connection: this.#connection,
      names: this.#names,
      places: this.#places,
      reader: this.#reader,
      silenceMs: this.#silenceMs,
    };
    return subscribe(source, after, AbortSignal.any([signal, this.#closing.signal]), pageSize);
  }

  head(): Promise<Checkpoint> {
    return asStoreErrors(this.#places.head());
  }

  positionAt(recordedAt: string): Promise<Position> {
    return asStoreErrors(this.#reader.positionAt(recordedAt));
  }

  verify(checkpoint: Checkpoint): Promise<void> {
    return asStoreErrors(this.#places.verify(checkpoint));
  }

  /** What waits to be appended, for gauges. */
  get queueDepth(): { readonly eventsWaiting: number; readonly callsUnderWay: number } {
    return this.#lanes.depth;
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#lanes.idle();
    await this.#link.stop();
    await this.#times.settled();
    await this.#connection.close();
  }

  async #readStream(stream: string, fromVersion: number): Promise<RecordedEvent[]> {
    const events = await this.#reader.readStream(stream, fromVersion);
    // Whoever reads a stream is about to write to it.
    const last = events.at(-1);
    if (last !== undefined) this.#tails.extend(stream, fromVersion - 1, last.version, events);
    return events;
  }

  /** The server was away: what is remembered of it may be of another record, or of a later state of this one. */
  #doubt(): void {
    this.#tails.clear();
    this.#incarnation.forget();
    this.#times.forget();
  }
}
