/** One event as a server keeps it. */
export interface WireEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Commit and prepare position, which are one for an event that was written by an append. */
  readonly position: bigint;
  /** 100 ns since 1970. */
  readonly createdTicks: bigint;
}

export type ProposedEvent = Pick<WireEvent, 'id' | 'type' | 'isJson' | 'data' | 'metadata'>;

/** A number is a revision. */
export type WireExpectation = 'any' | 'stream-exists' | 'no-stream' | number;

export type WireAppended =
  | { readonly kind: 'written' | 'idempotent'; readonly revision: number; readonly position: bigint }
  /** -1: the stream has no event. */
  | { readonly kind: 'wrong-version'; readonly current: number }
  | { readonly kind: 'deleted' };

const TICKS_PER_MS = 10_000n;
/** What a record takes in the log beside its event's own bytes. */
const RECORD_OVERHEAD_BYTES = 110;

/**
 * The log of a server, or of a whole cluster: one order of all events, and the rules by which an append is judged, as
 * EventStoreDB documents them: idempotent by the ids of the events at the expected revision, best effort for "any".
 */
export class WireLog {
  readonly events: WireEvent[] = [];
  readonly #streams = new Map<string, WireEvent[]>();
  readonly #deleted = new Set<string>();
  readonly #byId = new Map<string, WireEvent>();
  readonly #sleepers = new Set<() => void>();
  #end = 0n;
  /** The leader's clock, in milliseconds since 1970. */
  nowMs: () => number = Date.now;

  constructor() {
    // A fresh server has written to its own streams before anybody else.
    this.append('$settings', 'no-stream', [systemEvent('11111111-1111-4111-8111-111111111111', '$settings')]);
    this.append('$users', 'no-stream', [systemEvent('22222222-2222-4222-8222-222222222222', '$user-created')]);
  }

  stream(name: string): readonly WireEvent[] {
    return this.#streams.get(name) ?? [];
  }

  isDeleted(name: string): boolean {
    return this.#deleted.has(name);
  }

  tombstone(name: string): void {
    this.#deleted.add(name);
  }

  append(stream: string, expected: WireExpectation, proposed: readonly ProposedEvent[]): WireAppended {
    if (this.#deleted.has(stream)) return { kind: 'deleted' };
    const judged = this.#judge(stream, expected, proposed);
    if (judged !== null) return judged;
    for (const event of proposed) this.#write(stream, event);
    for (const rise of [...this.#sleepers]) rise();
    const last = this.stream(stream).at(-1)!;
    return { kind: 'written', revision: last.revision, position: last.position };
  }

  /** The place of the first event at a position or after it; null where no record begins (nor the log ends) there. */
  placeOf(position: bigint): number | null {
    const place = this.#firstAtOrAfter(position);
    const isPlace = position === 0n || position >= this.#end || this.events[place]?.position === position;
    return isPlace ? place : null;
  }

  /** Resolves at the next append, or when the signal aborts. */
  growth(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const rise = (): void => {
        this.#sleepers.delete(rise);
        signal.removeEventListener('abort', rise);
        resolve();
      };
      this.#sleepers.add(rise);
      signal.addEventListener('abort', rise);
      if (signal.aborted) rise();
    });
  }

  /** The log as it was when it held so many events: what a restored backup holds. */
  restore(eventsKept: number): void {
    for (const gone of this.events.splice(eventsKept)) {
      this.#streams.get(gone.stream)!.pop();
      this.#byId.delete(gone.id);
    }
    const last = this.events.at(-1)!;
    this.#end = last.position + sizeOf(last);
  }

  #judge(stream: string, expected: WireExpectation, proposed: readonly ProposedEvent[]): WireAppended | null {
    const current = this.stream(stream).length - 1;
    if (expected === 'any' || expected === 'stream-exists') {
      if (expected === 'stream-exists' && current < 0) return { kind: 'wrong-version', current };
      return this.#judgeByRecentIds(stream, current, proposed);
    }
    const after = expected === 'no-stream' ? -1 : expected;
    if (after === current) return null;
    if (after > current) return { kind: 'wrong-version', current };
    const there = proposed.map(({ id }, index) => ({ id, event: this.stream(stream)[after + 1 + index] }));
    if (there.some(({ id, event }) => event?.id !== id)) return { kind: 'wrong-version', current };
    const last = there.at(-1)!.event!;
    return { kind: 'idempotent', revision: last.revision, position: last.position };
  }

  #judgeByRecentIds(stream: string, current: number, proposed: readonly ProposedEvent[]): WireAppended | null {
    const known = proposed.map(({ id }) => this.#byId.get(id)).filter((event) => event?.stream === stream);
    if (known.length === 0) return null;
    if (known.length < proposed.length) return { kind: 'wrong-version', current };
    const last = known.at(-1)!;
    return { kind: 'idempotent', revision: last.revision, position: last.position };
  }

  #write(stream: string, proposed: ProposedEvent): void {
    const past = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, past);
    const createdTicks = BigInt(Math.round(this.nowMs() * 1000)) * (TICKS_PER_MS / 1000n);
    const event: WireEvent = { ...proposed, stream, revision: past.length, position: this.#end, createdTicks };
    past.push(event);
    this.events.push(event);
    this.#byId.set(event.id, event);
    this.#end += sizeOf(event);
  }

  #firstAtOrAfter(position: bigint): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** By this the server limits appends: two bytes a character of the type, data and metadata as they are. */
export const sizeOnDisk = ({ type, data, metadata }: ProposedEvent): number =>
  type.length * 2 + data.length + metadata.length;

const sizeOf = (event: WireEvent): bigint =>
  BigInt(RECORD_OVERHEAD_BYTES + Buffer.byteLength(event.stream) + sizeOnDisk(event));

const systemEvent = (id: string, type: string): ProposedEvent => ({
  id,
  type,
  isJson: true,
  data: Buffer.from('{}'),
  metadata: Buffer.alloc(0),
});
