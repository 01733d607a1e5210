import { type PendingWrite, sizeOf } from './pending-write';

export interface GroupBounds {
  readonly eventsMax: number;
  readonly charactersMax: number;
}

/** What a group holds of one stream. */
interface StreamShare {
  readonly first: PendingWrite;
  /** Made when the stream is named a second time. */
  eventIds: Set<string> | null;
}

const idsOf = (write: PendingWrite): string[] => write.events.map(({ event }) => event.eventId);

/**
 * Writes that go to the database in one call. What the call needs to be simple is kept here: no event id stands twice
 * in one stream, and a write that expects a version is the only one of its stream. A write larger than the bounds is
 * a group of its own.
 */
export class AppendGroup {
  readonly writes: PendingWrite[] = [];
  readonly #shares = new Map<string, StreamShare>();
  readonly #bounds: GroupBounds;
  #events = 0;
  #characters = 0;

  constructor(bounds: GroupBounds) {
    this.#bounds = bounds;
  }

  get streams(): readonly string[] {
    return [...this.#shares.keys()];
  }

  /** Takes the write in, or leaves it (and whatever comes after it) to the next group. */
  tryAdd(write: PendingWrite): boolean {
    const size = sizeOf(write);
    if (this.writes.length > 0 && !this.#hasRoomFor(write, size)) return false;
    const share = this.#shares.get(write.stream);
    if (share === undefined) this.#shares.set(write.stream, { first: write, eventIds: null });
    else if (!this.#join(share, write)) return false;
    this.writes.push(write);
    this.#events += write.events.length;
    this.#characters += size;
    return true;
  }

  #hasRoomFor(write: PendingWrite, size: number): boolean {
    const { eventsMax, charactersMax } = this.#bounds;
    return this.#events + write.events.length <= eventsMax && this.#characters + size <= charactersMax;
  }

  #join(share: StreamShare, write: PendingWrite): boolean {
    if (share.first.expected !== 'any' || write.expected !== 'any') return false;
    const known = (share.eventIds ??= new Set(idsOf(share.first)));
    const ids = idsOf(write);
    if (ids.some((id) => known.has(id))) return false;
    for (const id of ids) known.add(id);
    return true;
  }
}
