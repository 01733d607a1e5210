import { type NewEvent, type Position, type RecordedEvent } from './event';

/**
 * What must be true of the stream for a write to happen. `any`: nothing (facts). `none`: the stream has no event yet.
 * A number: the version of the stream's last event (commands).
 */
export type ExpectedVersion = 'any' | 'none' | number;

/** One atomic write to one stream. */
export interface StreamWrite {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
}

export type AppendOutcome =
  /**
   * Recorded, as versions firstVersion..lastVersion; events that were there already are not counted in. The position
   * is that of the last one.
   */
  | {
      readonly status: 'appended';
      readonly firstVersion: number;
      readonly lastVersion: number;
      readonly position: Position;
    }
  /** Every event of the write is in this stream already, with the same digest (or it has none): nothing was written. */
  | { readonly status: 'duplicate' }
  /** The expectation did not hold: nothing was written. currentVersion is -1 for a stream without events. */
  | { readonly status: 'conflict'; readonly currentVersion: number }
  /** This id stands in this stream with other content: nothing was written. */
  | { readonly status: 'id-reused'; readonly eventId: string }
  /** The store cannot hold this (a NUL character, a lone surrogate, an id that is none): nothing was written. */
  | { readonly status: 'unstorable'; readonly eventId: string; readonly reason: string };

/** A place in the record that can be proved to be a place in *this* record. */
export interface Checkpoint {
  readonly incarnation: string;
  readonly position: Position;
  /** Id of the event at that position; null only at the start. */
  readonly eventId: string | null;
}

/**
 * The immutable record. Every adapter passes the contract suite in `testing`, without options.
 *
 * Guarantees:
 * - **Atomic writes.** Each write of an `append` happens whole or not at all. A write that fails never touches its
 *   neighbours; two writes to one stream in one call happen in their given order.
 * - **Durable.** When `append` has resolved, what it calls appended survives the death of every process.
 * - **Judged in this order:** unstorable, id-reused, duplicate, conflict; only then is it appended.
 * - **Once.** Within a stream an event id is recorded once, however often and from however many processes it is sent.
 *   With expectation `any`, a write that is partly there gets its missing events appended. The same id with another
 *   digest is `id-reused`. A write whose events are all there is `duplicate`, whatever its expectation.
 * - **Versions** count from 0 in each stream, without gaps.
 * - **Positions** are strictly ordered, agree with versions inside a stream, and **no event ever becomes visible below
 *   a position that a reader was already given**.
 * - **recordedAt** never decreases with position.
 * - **Nothing is ever changed or removed.**
 */
export interface EventStore {
  /** Outcomes stand in the order of the writes. Throws `EventStoreUnavailable` when the outcome is unknown: send again. */
  append(writes: readonly StreamWrite[]): Promise<AppendOutcome[]>;

  /** The stream's events from a version on, in order; empty for a stream that does not exist. */
  readStream(stream: string, fromVersion?: number): Promise<RecordedEvent[]>;

  /** The next events of the whole record after a position, in order, at most `limit` of them; empty at the end. */
  readAll(after: Position, limit: number): Promise<RecordedEvent[]>;

  /**
   * Pages of the whole record after a position: first what is there, then what comes, until the signal aborts. Pages
   * are never empty; the next is read only when the last was taken (back-pressure).
   */
  subscribe(after: Position, signal: AbortSignal, pageSize?: number): AsyncIterable<RecordedEvent[]>;

  /** The last event's checkpoint. */
  head(): Promise<Checkpoint>;

  /** The position of the last event recorded at or before an instant, or START. An as-of time resolves here, once. */
  positionAt(recordedAt: string): Promise<Position>;

  /** Throws `CheckpointMismatch` unless the checkpoint was taken from this very record (as it fails to after a restore). */
  verify(checkpoint: Checkpoint): Promise<void>;

  /** Ends subscriptions, waits for appends under way. From then on `append` throws `EventStoreUnavailable`. */
  close(): Promise<void>;
}

/** The store could not be reached, or broke off: nothing is known of the outcome. Retry with the same event ids. */
export class EventStoreUnavailable extends Error {
  readonly code = 'event-store-unavailable';
}

/** The checkpoint belongs to another record, or to a future that a restore has undone. */
export class CheckpointMismatch extends Error {
  readonly code = 'checkpoint-mismatch';
}
