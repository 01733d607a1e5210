import { fault, type IntakeFault } from '../envelope/fault-codes';
import { silentLoss } from './json-text';

export type JsonBody = { readonly value: unknown } | { readonly fault: IntakeFault };

/** Bytes → text that is JSON, and its value. Strict UTF-8, a byte order mark is skipped. */
export const readJsonText = (
  bytes: Uint8Array,
): { readonly text: string; readonly value: unknown } | { readonly fault: IntakeFault } => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: fault('undecodable-text', undefined, 'The bytes are not UTF-8. Send JSON in UTF-8.') };
  }
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch (error) {
    // The parser's own words quote the text: only where it stopped is of use, and safe to pass on.
    const at = / at position (\d+)/.exec((error as Error).message)?.[1];
    const where = at === undefined ? '' : ` at character ${at}`;
    return { fault: fault('not-json', undefined, `The text is not JSON: it breaks${where}. Send one JSON value.`) };
  }
};

/** Bytes → JSON value that says all that the bytes say; `root` is the name under which the value is spoken of. */
export const readJson = (bytes: Uint8Array, root?: string): JsonBody => {
  const read = readJsonText(bytes);
  if ('fault' in read) return read;
  const loss = silentLoss(read.text, root);
  return loss === null ? { value: read.value } : { fault: loss };
};
