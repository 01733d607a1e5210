import { type Json, whyUnstorable } from '@gemba/event-sourcing';
import { DATA_DEPTH_MAX, DATA_LENGTH_MAX } from './bounds';
import { fault, type IntakeFault, quoted } from './fault-codes';

const textFault = (text: string, path: string): IntakeFault | null => {
  const why = whyUnstorable(text);
  if (why === null) return null;
  return fault('unstorable-text', path, `${path} ${quoted(text)} cannot be kept: ${why}. Send it without.`);
};

/** JSON writes numbers of any size; what reads them back as another number would record what nobody said. */
const numberFault = (value: number, path: string): IntakeFault | null => {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return null;
  return fault('invalid', path, `${path} is a number beyond the exact ones (±2^53). Send it as text.`);
};

/** Fault, or the length of all text below this value. */
const measure = (value: Json | undefined, path: string, depth: number): IntakeFault | number => {
  if (typeof value === 'string') return textFault(value, path) ?? value.length;
  if (typeof value === 'number') return numberFault(value, path) ?? 8;
  if (value === null || typeof value !== 'object') return 8;
  if (depth > DATA_DEPTH_MAX) {
    return fault('too-large', path, `${path} is nested deeper than ${DATA_DEPTH_MAX} levels. Flatten it.`);
  }
  let length = 0;
  for (const key in value) {
    const here = `${path}.${key}`;
    const found = textFault(key, here) ?? measure((value as { [name: string]: Json })[key], here, depth + 1);
    if (typeof found !== 'number') return found;
    length += key.length + found;
  }
  return length;
};

/** What keeps a part of an event out of a store: text that cannot be kept, too much of it, too deep a nesting; or null. */
export const boundsFault = (part: Json, name: string): IntakeFault | null => {
  const found = measure(part, name, 1);
  if (typeof found !== 'number') return found;
  if (found <= DATA_LENGTH_MAX) return null;
  return fault(
    'too-large',
    name,
    `${name} holds ${found} characters, more than the ${DATA_LENGTH_MAX} that one event may. Keep documents elsewhere and send a reference.`,
  );
};
