/** What is known of a stream: its last version, and the digest of each of its events by the event's id. */
export interface StreamTail {
  readonly version: number;
  readonly digests: ReadonlyMap<string, string>;
}

export interface KnownEvent {
  readonly eventId: string;
  readonly digest: string;
}

interface KeptTail {
  version: number;
  readonly digests: Map<string, string>;
}

/**
 * The streams that were written to or read last, so that a fact costs no read of its stream. What is kept was true and
 * stays true, since nothing is ever changed; it may only lack what others have appended since. Bounded by the number
 * of events: about 300 bytes each.
 */
export class StreamTails {
  readonly #eventsMax: number;
  /** In the order of their last use. */
  readonly #tails = new Map<string, KeptTail>();
  #events = 0;

  constructor(eventsMax: number) {
    this.#eventsMax = eventsMax;
  }

  get(stream: string): StreamTail | undefined {
    const tail = this.#tails.get(stream);
    if (tail === undefined) return undefined;
    this.#tails.delete(stream);
    this.#tails.set(stream, tail);
    return tail;
  }

  /** Takes in the events behind `after` (-1: from the stream's beginning) up to `version`; a gap leaves all as it was. */
  extend(stream: string, after: number, version: number, events: readonly KnownEvent[]): void {
    let tail = this.#tails.get(stream);
    if (tail === undefined && (after >= 0 || events.length === 0)) return;
    if (tail === undefined) this.#tails.set(stream, (tail = { version: -1, digests: new Map() }));
    if (after > tail.version || version < tail.version) return;
    const before = tail.digests.size;
    for (const { eventId, digest } of events) tail.digests.set(eventId, digest);
    tail.version = version;
    this.#events += tail.digests.size - before;
    this.#makeRoom(stream);
  }

  drop(stream: string): void {
    this.#events -= this.#tails.get(stream)?.digests.size ?? 0;
    this.#tails.delete(stream);
  }

  clear(): void {
    this.#tails.clear();
    this.#events = 0;
  }

  /** Lets go of whole streams, those first that were not used for longest. */
  #makeRoom(except: string): void {
    for (const stream of this.#tails.keys()) {
      if (this.#events <= this.#eventsMax) return;
      if (stream !== except) this.drop(stream);
    }
  }
}
