import { randomUUID } from 'node:crypto';
import { type EncodedEvent } from '@gemba/event-sourcing';
import { faultKindOf, type FaultKind, detailOf } from '../driver-errors';
import { type Connection } from '../server/connection';
import { backOffMs, rest } from '../server/jitter';
import { appendRequests, type ProposedEvent, proposedEvent } from '../server/requests';
import { readServerStream } from '../server/stream-reading';

const ATTEMPTS_MAX = 4;
const PAUSE_MS = 50;
const PAUSE_MS_MAX = 1_000;

export type AttemptOutcome =
  /** `lastCommit` is where the last event stands, if the server said so. */
  | { readonly kind: 'appended'; readonly lastVersion: number; readonly lastCommit: bigint | null }
  /** The stream is not, or no longer, at the expected version. */
  | { readonly kind: 'overtaken' }
  /** The server will never take this. */
  | { readonly kind: 'refused'; readonly fault: Exclude<FaultKind, 'unavailable' | 'denied'>; readonly detail: string };

/** What the server said no to, for good; null for all other errors. */
export const refusedBy = (error: unknown): Extract<AttemptOutcome, { kind: 'refused' }> | null => {
  const fault = faultKindOf(error);
  if (fault === null || fault === 'unavailable' || fault === 'denied') return null;
  return { kind: 'refused', fault, detail: detailOf(error) };
};

/**
 * Appends events at an expected version, once: a call whose outcome is unknown is resolved by reading, and sent again
 * with the same ids, by which the server knows it. The ids are of this attempt and not the events' own: to two
 * recorders that send the same event at once the server would say "success" to both, whatever its content.
 */
export class AppendAttempt {
  readonly #connection: Connection;
  readonly #stream: string;
  readonly #expected: number;
  readonly #events: readonly ProposedEvent[];

  /** `expected` -1: the stream has no event yet. */
  constructor(connection: Connection, streamOnServer: string, expected: number, events: readonly EncodedEvent[]) {
    this.#connection = connection;
    this.#stream = streamOnServer;
    this.#expected = expected;
    this.#events = events.map((event) => proposedEvent(event, randomUUID()));
  }

  /** Throws the driver's error when the outcome stays unknown, or the signal aborts meanwhile. */
  async run(signal: AbortSignal): Promise<AttemptOutcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        const found = attempt === 1 ? null : await this.#find();
        return found ?? (await this.#call());
      } catch (error) {
        const refused = refusedBy(error);
        if (refused !== null) return refused;
        if (faultKindOf(error) !== 'unavailable' || attempt === ATTEMPTS_MAX || signal.aborted) throw error;
        await rest(backOffMs(attempt, PAUSE_MS, PAUSE_MS_MAX), signal);
      }
    }
  }

  async #call(): Promise<AttemptOutcome> {
    const answer = await this.#connection.append(appendRequests(this.#stream, this.#expected, this.#events));
    const success = answer.getSuccess();
    if (success === undefined) return { kind: 'overtaken' };
    const position = success.getPosition();
    return {
      kind: 'appended',
      lastVersion: Number(success.getCurrentRevision()),
      lastCommit: position === undefined ? null : BigInt(position.getCommitPosition()),
    };
  }

  /** What a call of this attempt has left in the stream: all of its events, or none. */
  async #find(): Promise<AttemptOutcome | null> {
    const read = await readServerStream(this.#connection, this.#stream, this.#expected + 1, this.#events.length);
    if (read[0]?.attemptId !== this.#events[0]!.attemptId) return null;
    const last = read.at(-1)!;
    return { kind: 'appended', lastVersion: last.version, lastCommit: last.commit };
  }
}
