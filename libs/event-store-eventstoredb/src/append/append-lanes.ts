import { type PendingWrite, sizeOf } from './pending-write';

export interface LaneBounds {
  /** Most events of one call; a larger single write is still one call. */
  readonly eventsMax: number;
  /** Most text of one call, in characters. */
  readonly charactersMax: number;
  /** Streams that are appended to at once. */
  readonly callsMax: number;
}

export type AppendToStream = (stream: string, writes: readonly PendingWrite[]) => Promise<void>;

/**
 * A lane a stream. While a call for a stream is under way, its writes gather for the next one, facts together, so that a
 * durable call is shared by all who wait. Writes to one stream keep their order; streams do not wait for each other.
 * What waits of an append that has failed elsewhere is dropped: it is sent again as a whole.
 */
export class AppendLanes {
  readonly #append: AppendToStream;
  readonly #bounds: LaneBounds;
  /** What waits, by stream. A stream that is under way has a lane too, though it may be empty. */
  readonly #lanes = new Map<string, PendingWrite[]>();
  /** Streams that wait for a call, in their order. */
  #ready: string[] = [];
  #callsUnderWay = 0;
  #eventsWaiting = 0;
  #isDue = false;
  #onIdle: (() => void)[] = [];

  constructor(append: AppendToStream, bounds: LaneBounds) {
    this.#append = append;
    this.#bounds = bounds;
  }

  get depth(): { readonly eventsWaiting: number; readonly callsUnderWay: number } {
    return { eventsWaiting: this.#eventsWaiting, callsUnderWay: this.#callsUnderWay };
  }

  push(stream: string, write: PendingWrite): void {
    this.#eventsWaiting += write.events.length;
    const lane = this.#lanes.get(stream);
    if (lane !== undefined) lane.push(write);
    else {
      this.#lanes.set(stream, [write]);
      this.#ready.push(stream);
    }
    this.#schedule();
  }

  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void> {
    if (this.#lanes.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** Not at once: what is pushed in the same turn of the event loop shall go together. */
  #schedule(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      const free = this.#bounds.callsMax - this.#callsUnderWay;
      for (const stream of this.#ready.splice(0, free)) void this.#run(stream);
    });
  }

  async #run(stream: string): Promise<void> {
    this.#callsUnderWay++;
    const lane = this.#lanes.get(stream)!;
    const taken = lane.splice(0, this.#shareOf(lane));
    for (const { events } of taken) this.#eventsWaiting -= events.length;
    const writes = taken.filter(({ isAbandoned }) => !isAbandoned());
    if (writes.length > 0) await this.#append(stream, writes);
    this.#callsUnderWay--;
    if (lane.length > 0) this.#ready.push(stream);
    else this.#lanes.delete(stream);
    if (this.#ready.length > 0) this.#schedule();
    if (this.#lanes.size === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  /** How many of the writes go together: facts only, as many as the bounds allow. */
  #shareOf(lane: readonly PendingWrite[]): number {
    const { eventsMax, charactersMax } = this.#bounds;
    let [events, characters] = [0, 0];
    for (const [index, write] of lane.entries()) {
      events += write.events.length;
      characters += sizeOf(write);
      const isFirst = index === 0;
      if (!isFirst && (write.expected !== 'any' || events > eventsMax || characters > charactersMax)) return index;
      if (isFirst && write.expected !== 'any') return 1;
    }
    return lane.length;
  }
}
