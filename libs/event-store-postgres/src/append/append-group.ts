import { type PendingWrite, sizeOf } from './pending-write';

export interface GroupBounds {
  readonly eventsMax: number;
  readonly charactersMax: number;
}

/**
 * Writes that go to the database in one call. What the call needs to be simple is kept here: no event id stands in
 * it twice, and a write that expects a version is the only one of its stream. A write larger than the bounds is a
 * group of its own.
 */
export class AppendGroup {
  readonly writes: PendingWrite[] = [];
  readonly streams = new Map<string, 'shared' | 'exclusive'>();
  readonly #eventIds = new Set<string>();
  readonly #bounds: GroupBounds;
  #characters = 0;

  constructor(bounds: GroupBounds) {
    this.#bounds = bounds;
  }

  get events(): number {
    return this.#eventIds.size;
  }

  /** Takes the write in, or leaves it (and whatever comes after it) to the next group. */
  tryAdd(write: PendingWrite): boolean {
    const size = sizeOf(write);
    if (this.writes.length > 0 && !(this.#hasRoomFor(write, size) && this.#agreesWith(write))) return false;
    this.writes.push(write);
    this.streams.set(write.stream, write.expected === 'any' ? 'shared' : 'exclusive');
    for (const { event } of write.events) this.#eventIds.add(event.eventId);
    this.#characters += size;
    return true;
  }

  #hasRoomFor(write: PendingWrite, size: number): boolean {
    const { eventsMax, charactersMax } = this.#bounds;
    return this.events + write.events.length <= eventsMax && this.#characters + size <= charactersMax;
  }

  #agreesWith(write: PendingWrite): boolean {
    const use = this.streams.get(write.stream);
    if (use === 'exclusive' || (use === 'shared' && write.expected !== 'any')) return false;
    return !write.events.some(({ event }) => this.#eventIds.has(event.eventId));
  }
}
