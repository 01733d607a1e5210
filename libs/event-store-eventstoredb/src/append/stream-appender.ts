import { type AppendOutcome, EventStoreUnavailable, type Position } from '@gemba/event-sourcing';
import { toStoreError } from '../driver-errors';
import { positionOf } from '../positions';
import { type RecordNames } from '../record-names';
import { type Connection } from '../server/connection';
import { envelopeOf, type ServerEvent } from '../server/server-event';
import { readServerStream } from '../server/stream-reading';
import { AppendAttempt, type AttemptOutcome, refusedBy } from './append-attempt';
import { judge, type Judgement, type Share } from './judgement';
import { type PendingWrite } from './pending-write';
import { type StreamTail, type StreamTails } from './stream-tails';
import { unstorable } from './unstorable';

/** One durable call of the append: for histograms. */
export interface AppendCallFigures {
  readonly durationSeconds: number;
  readonly writes: number;
  readonly events: number;
}

export interface StreamAppenderParts {
  readonly connection: Connection;
  readonly names: RecordNames;
  readonly tails: StreamTails;
  readonly onAppendCall: (figures: AppendCallFigures) => void;
  /** Aborts when the store closes: what is under way is finished, and not tried again. */
  readonly closing: AbortSignal;
}

/** Others may come first so often; whoever loses more often than that shall come again. */
const OVERTAKEN_MAX = 50;

const NOTHING: StreamTail = { version: -1, digests: new Map() };

/** A version can only be expected of a stream that is known: events that are there already are judged first. */
const needsTail = (writes: readonly PendingWrite[]): boolean =>
  writes.some(({ expected }) => typeof expected === 'number');

const hasConflict = ({ settled }: Judgement): boolean => settled.some(([, { status }]) => status === 'conflict');

const countOf = (shares: readonly Share[]): number => shares.reduce((count, { missing }) => count + missing.length, 0);

/** Appends writes of one stream, all that there are at a time in one call. Streams are independent of each other. */
export class StreamAppender {
  readonly #parts: StreamAppenderParts;

  constructor(parts: StreamAppenderParts) {
    this.#parts = parts;
  }

  /** Settles or fails each write. Either all writes are facts, or there is one. */
  async append(stream: string, writes: readonly PendingWrite[]): Promise<void> {
    try {
      await this.#append(stream, writes);
    } catch (error) {
      this.#parts.tails.drop(stream);
      const refused = refusedBy(error);
      if (refused !== null) return this.#divide(stream, writes, refused);
      const told = toStoreError(error);
      for (const { fail } of writes) fail(told);
    }
  }

  async #append(stream: string, writes: readonly PendingWrite[]): Promise<void> {
    // A stream that nobody here has seen is taken for new: the server says so if it is not.
    let tail = this.#parts.tails.get(stream) ?? (needsTail(writes) ? await this.#readOn(stream) : NOTHING);
    let isFresh = false;
    for (let overtaken = 0; overtaken < OVERTAKEN_MAX;) {
      const judgement = judge(writes, tail);
      // What is known may be old. An id that is there stays there; a version may have moved on.
      if (isFresh || !hasConflict(judgement)) {
        const outcome = await this.#try(stream, tail, judgement);
        if (outcome.kind === 'refused') return this.#divide(stream, writes, outcome);
        if (outcome.kind === 'appended') return this.#settle(stream, tail, judgement, outcome);
        overtaken++;
      }
      const before = tail.version;
      tail = await this.#readOn(stream);
      // Told that the stream has moved, and it has not: then it is not the one that is known here.
      if (isFresh && tail.version === before) this.#parts.tails.drop(stream);
      isFresh = true;
    }
    throw new EventStoreUnavailable(`The stream ${stream} changed again and again meanwhile: send it again.`);
  }

  async #try(stream: string, { version }: StreamTail, { shares }: Judgement): Promise<AttemptOutcome> {
    const events = shares.flatMap(({ missing }) => missing);
    if (events.length === 0) return { kind: 'appended', lastVersion: version, lastCommit: null };
    const { connection, names, closing, onAppendCall } = this.#parts;
    const startedAt = performance.now();
    const outcome = await new AppendAttempt(connection, names.onServer(stream), version, events).run(closing);
    if (outcome.kind === 'appended') {
      const durationSeconds = (performance.now() - startedAt) / 1000;
      onAppendCall({ durationSeconds, writes: shares.length, events: events.length });
    }
    return outcome;
  }

  /** Halves writes that the server will not take together, until the culprit stands alone. */
  async #divide(
    stream: string,
    writes: readonly PendingWrite[],
    refused: Extract<AttemptOutcome, { kind: 'refused' }>,
  ): Promise<void> {
    if (writes.length === 1) return writes[0]!.settle(unstorable(writes[0]!, refused));
    const half = writes.length >> 1;
    await this.append(stream, writes.slice(0, half));
    // The first half may have failed meanwhile, and would then come behind the second.
    const rest = writes.slice(half).filter(({ isAbandoned }) => !isAbandoned());
    if (rest.length > 0) await this.append(stream, rest);
  }

  async #settle(
    stream: string,
    tail: StreamTail,
    { settled, shares }: Judgement,
    appended: Extract<AttemptOutcome, { kind: 'appended' }>,
  ): Promise<void> {
    const first = appended.lastVersion - countOf(shares) + 1;
    const known = shares.flatMap(({ missing }) => missing.map(({ event }) => event));
    // A tail that was taken for empty and proved so is known from now on.
    this.#parts.tails.extend(stream, tail.version, appended.lastVersion, known);
    const outcomes = await this.#outcomesOf(stream, first, shares, appended.lastCommit);
    for (const [write, outcome] of settled) write.settle(outcome);
    for (const [index, { write }] of shares.entries()) write.settle(outcomes[index]!);
  }

  async #outcomesOf(
    stream: string,
    first: number,
    shares: readonly Share[],
    lastCommit: bigint | null,
  ): Promise<AppendOutcome[]> {
    const positions = await this.#positionsIn(stream, first, shares, lastCommit);
    let next = first;
    return shares.map(({ missing }) => {
      const firstVersion = next;
      const lastVersion = (next += missing.length) - 1;
      return { status: 'appended', firstVersion, lastVersion, position: positions.get(lastVersion)! };
    });
  }

  /** The server tells where the last event of a call stands. Writes that shared a call must look for theirs. */
  async #positionsIn(
    stream: string,
    first: number,
    shares: readonly Share[],
    lastCommit: bigint | null,
  ): Promise<ReadonlyMap<number, Position>> {
    const count = countOf(shares);
    const positions = new Map<number, Position>();
    if (lastCommit !== null) positions.set(first + count - 1, positionOf(lastCommit));
    if (shares.length === 0 || (shares.length === 1 && lastCommit !== null)) return positions;
    const { connection, names } = this.#parts;
    const toRead = lastCommit === null ? count : count - shares.at(-1)!.missing.length;
    for (const { version, commit } of await readServerStream(connection, names.onServer(stream), first, toRead))
      positions.set(version, positionOf(commit));
    return positions;
  }

  /** Takes in what was appended behind what is known. */
  async #readOn(stream: string): Promise<StreamTail> {
    const { connection, names, tails } = this.#parts;
    const after = tails.get(stream)?.version ?? -1;
    const read = await readServerStream(connection, names.onServer(stream), after + 1);
    const last = read.at(-1);
    if (last !== undefined) tails.extend(stream, after, last.version, read.map(knownOf));
    return tails.get(stream) ?? NOTHING;
  }
}

const knownOf = (event: ServerEvent): { eventId: string; digest: string } => envelopeOf(event);
