import { createHash } from 'node:crypto';
import { GEMBA_NAMESPACE, uuidV5 } from '@gemba/event-sourcing';
import type { Fault, Place } from '@gemba/intake';
import type { StoredHeaders } from './stored-headers';

/** Begins the source of what came from a topic; the topic's name follows. */
export const KAFKA_SOURCE = 'kafka:';

/** Something that could not be recorded, as it came. */
export interface Poison {
  /** `http`, `kafka:<topic>`, or the name of the imported file. */
  readonly source: string;
  readonly place: Place;
  /** At least one. */
  readonly faults: readonly Fault[];
  readonly mediaType: string;
  readonly raw: string | Uint8Array;
  readonly headers: StoredHeaders;
  /** The key of a message on a topic. */
  readonly key?: Buffer | null;
  /** What tells it from others of the same bytes, where the bytes are not all of its content. */
  readonly identity?: string;
}

/** Whether an entry's line says where it stands for good: in a file it does, in a stream it differs by delivery. */
export type Standing = 'file' | 'delivery';

/** Where things lie in a delivery is chance: only in a file does the line tell equal rows apart. */
const identifyingPlace = ({ place, raw }: Poison, standing: Standing): string => {
  if (standing !== 'file' && raw.length > 0) return '';
  const { line = '', index = '', partition, offset } = place;
  return partition === undefined ? `${line}/${index}` : `${partition}@${offset}`;
};

/** The same poison twice is one entry. */
export const quarantineIdOf = (poison: Poison, standing: Standing): string => {
  const { source, mediaType, identity } = poison;
  const said = [source, identifyingPlace(poison, standing), mediaType, ...(identity === undefined ? [] : [identity])];
  const digest = createHash('sha256').update(JSON.stringify(said)).update(poison.raw).digest('hex');
  return uuidV5(GEMBA_NAMESPACE, `quarantine:${digest}`);
};

/** PostgreSQL holds neither NUL nor half a surrogate pair; what people read shows a replacement character instead. */
export const printable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

export const printableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => (typeof member === 'string' ? printable(member) : member));
