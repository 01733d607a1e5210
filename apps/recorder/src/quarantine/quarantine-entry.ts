import { createHash } from 'node:crypto';
import { GEMBA_NAMESPACE, uuidV5 } from '@gemba/event-sourcing';
import type { Fault, Place } from '@gemba/intake';

/** Something that could not be recorded, as it came. */
export interface Poison {
  /** `http`, or the name of the imported file. */
  readonly source: string;
  readonly place: Place;
  /** At least one. */
  readonly faults: readonly Fault[];
  readonly mediaType: string;
  readonly raw: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether an entry's line says where it stands for good: in a file it does, in a stream it differs by delivery. */
export type Standing = 'file' | 'delivery';

/** Where things lie in a delivery is chance: only in a file does the line tell equal rows apart. */
const identifyingPlace = ({ place, raw }: Poison, standing: Standing): string =>
  standing === 'file' || raw.length === 0 ? `${place.line ?? ''}/${place.index ?? ''}` : '';

/** The same poison twice is one entry. */
export const quarantineIdOf = (poison: Poison, standing: Standing): string => {
  const digest = createHash('sha256')
    .update(JSON.stringify([poison.source, identifyingPlace(poison, standing), poison.mediaType]))
    .update(poison.raw)
    .digest('hex');
  return uuidV5(GEMBA_NAMESPACE, `quarantine:${digest}`);
};

/** PostgreSQL holds neither NUL nor half a surrogate pair; what people read shows a replacement character instead. */
export const printable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

export const printableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => (typeof member === 'string' ? printable(member) : member));
