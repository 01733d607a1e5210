import { createHash, type Hash } from 'node:crypto';
import { type Position, type RecordedEvent } from './event';
import { canonicalJson, type JsonObject } from './json';

/**
 * What a record was up to a position, in so few characters that it can be kept elsewhere: on paper, in a mail, with a
 * notary. Whoever has one can be shown years later that nothing up to there was changed, exchanged, removed or slipped
 * in, by whatever rights: `gemba-seal:v1:<incarnation>:<position>:<sha-256>`.
 */
export interface RecordSeal {
  readonly incarnation: string;
  readonly position: Position;
  /** SHA-256 over all events up to the position, 64 lower-case hex digits. */
  readonly hash: string;
}

const SEAL = /^gemba-seal:v1:([\x21-\x39\x3b-\x7e]+):(\d{1,19}):([0-9a-f]{64})$/;

export const sealText = ({ incarnation, position, hash }: RecordSeal): string =>
  `gemba-seal:v1:${incarnation}:${position}:${hash}`;

/** Null for a text that is no seal. */
export const parseSeal = (text: string): RecordSeal | null => {
  const parts = SEAL.exec(text.trim());
  return parts === null ? null : { incarnation: parts[1]!, position: BigInt(parts[2]!), hash: parts[3]! };
};

/**
 * Everything a reader is given of an event. Type and data stand in the digest; the metadata beside it once more, since
 * the digest leaves some of them out. One event a line: none can run into the next.
 */
const lineOf = ({ position, stream, version, recordedAt, eventId, digest, metadata }: RecordedEvent): string =>
  `${JSON.stringify([String(position), stream, version, recordedAt, eventId, digest])}${canonicalJson(metadata as unknown as JsonObject)}\n`;

/** Makes the seal of a record that is read from its beginning, event by event. */
export class RecordSealer {
  readonly #hash: Hash = createHash('sha256');

  add(event: RecordedEvent): void {
    this.#hash.update(lineOf(event));
  }

  /** Over the events so far. */
  hash(): string {
    return this.#hash.copy().digest('hex');
  }
}
