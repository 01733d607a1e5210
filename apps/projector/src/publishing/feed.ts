import { type Checkpoint } from '@gemba/event-sourcing';
import { type OutgoingMessage } from '@gemba/platform';

/** One message, and where the feed stands once it has gone out. */
export interface FeedItem {
  readonly message: OutgoingMessage;
  readonly place: Checkpoint;
  /** For people: `gemba.DealWon.v1 at position 12`. */
  readonly what: string;
}

/** How much has not gone out yet. */
export interface Behind {
  /** Places between the last one that went out and the end; not each of them is used. */
  readonly positions: number;
  /** Since when the oldest of it waits, a canonical instant; null where nothing does. */
  readonly since: string | null;
}

/** What goes out on one topic, in an order that never changes: the same place gives the same messages for ever. */
export interface Feed {
  readonly name: 'recorded' | 'findings';
  readonly topic: string;
  /** Where it stands. Throws `CheckpointMismatch` when that is a place of another record or journal. */
  begin(): Promise<Checkpoint>;
  /**
   * Pages after a place, never empty; the next is read only when the last was taken. Throws `PublicationBlocked` where a
   * message cannot be made, after it has given all before.
   */
  pages(from: Checkpoint, signal: AbortSignal): AsyncIterable<readonly FeedItem[]>;
  /** Throws `PublicationOvertaken` when the feed does not stand at `from` any more. */
  move(from: Checkpoint, to: Checkpoint): Promise<void>;
  behind(): Promise<Behind>;
}

/**
 * Something cannot go out. Everything before it has. What comes after it waits, since nobody could tell a gap from the
 * end; what went to other partitions together with it goes out again.
 */
export class PublicationBlocked extends Error {
  readonly code = 'publication-blocked';

  constructor(
    readonly what: string,
    why: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${what} cannot be published: ${why} What comes after it waits. ${remedy}`, options);
  }
}

/** Another process publishes this feed by now. What this one sent last, it sent again. */
export class PublicationOvertaken extends Error {
  readonly code = 'publication-overtaken';
}
