import { type AppendOutcome } from '@gemba/event-sourcing';
import { AppendGroup, type GroupBounds } from './append-group';
import { type PendingWrite } from './pending-write';

export type AppendGroupCall = (writes: readonly PendingWrite[]) => Promise<AppendOutcome[]>;

export interface AppendQueueOptions extends GroupBounds {
  /** Calls under way at once. A further one starts only for a full group: small ones gain more by growing. */
  readonly callsMax: number;
}

/**
 * Group commit: while a call is under way, writes gather for the next one, so that one durable commit is shared by
 * all who wait. Writes keep their order; a stream that is under way is not sent a second time meanwhile.
 */
export class AppendQueue {
  readonly #call: AppendGroupCall;
  readonly #options: AppendQueueOptions;
  readonly #streamsUnderWay = new Set<string>();
  #waiting: PendingWrite[] = [];
  #next = 0;
  #eventsWaiting = 0;
  #callsUnderWay = 0;
  #isDue = false;
  #onIdle: (() => void)[] = [];

  constructor(call: AppendGroupCall, options: AppendQueueOptions) {
    this.#call = call;
    this.#options = options;
  }

  /** Writes that wait or are under way. */
  get depth(): { readonly eventsWaiting: number; readonly callsUnderWay: number } {
    return { eventsWaiting: this.#eventsWaiting, callsUnderWay: this.#callsUnderWay };
  }

  push(writes: readonly PendingWrite[]): void {
    for (const write of writes) {
      this.#waiting.push(write);
      this.#eventsWaiting += write.events.length;
    }
    this.#schedule();
  }

  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  #isIdle(): boolean {
    return this.#callsUnderWay === 0 && this.#next === this.#waiting.length;
  }

  /** Not at once: whoever was answered in this turn of the event loop shall find room in the next group. */
  #schedule(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#startCalls();
    });
  }

  #startCalls(): void {
    while (this.#mayStart()) {
      const group = this.#takeGroup();
      if (group.writes.length === 0) return this.#tellIfIdle();
      void this.#run(group);
    }
  }

  #mayStart(): boolean {
    const { callsMax, eventsMax } = this.#options;
    if (this.#next === this.#waiting.length || this.#callsUnderWay >= callsMax) return false;
    return this.#callsUnderWay === 0 || this.#eventsWaiting >= eventsMax;
  }

  #takeGroup(): AppendGroup {
    const group = new AppendGroup(this.#options);
    while (this.#next < this.#waiting.length) {
      const write = this.#waiting[this.#next]!;
      if (!write.isAbandoned() && (this.#streamsUnderWay.has(write.stream) || !group.tryAdd(write))) break;
      this.#next++;
      this.#eventsWaiting -= write.events.length;
    }
    if (this.#next === this.#waiting.length || this.#next > 10_000) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    return group;
  }

  async #run({ writes, streams }: AppendGroup): Promise<void> {
    this.#callsUnderWay++;
    for (const stream of streams) this.#streamsUnderWay.add(stream);
    try {
      const outcomes = await this.#call(writes);
      writes.forEach((write, index) => write.settle(outcomes[index]!));
    } catch (error) {
      for (const write of writes) write.fail(error);
    }
    for (const stream of streams) this.#streamsUnderWay.delete(stream);
    this.#callsUnderWay--;
    this.#tellIfIdle();
    this.#schedule();
  }

  #tellIfIdle(): void {
    if (this.#isIdle()) for (const resolve of this.#onIdle.splice(0)) resolve();
  }
}
