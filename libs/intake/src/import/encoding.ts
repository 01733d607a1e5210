import { TextDecoder } from 'node:util';

/** How many bytes of a file must be known before its encoding is told. */
export const ENCODING_HEAD_BYTES = 256;

const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const DECLARED = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/;

/** The encoding that a file says of itself: by a byte order mark, or (XML) by its declaration. */
export const statedEncoding = (head: Uint8Array): string | undefined => {
  const mark = MARKS.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  return mark?.[0] ?? DECLARED.exec(Buffer.from(head).toString('latin1'))?.[1];
};

/** A decoder for a stream of text; null for an encoding nobody knows. What is no text becomes U+FFFD. */
export const decoderOf = (encoding: string): TextDecoder | null => {
  try {
    return new TextDecoder(encoding);
  } catch {
    return null;
  }
};
