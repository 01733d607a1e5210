import { fault, type IntakeFault } from '../envelope/fault-codes';

export type JsonBody = { readonly value: unknown } | { readonly fault: IntakeFault };

/** Bytes → JSON value. Strict UTF-8, a byte order mark is skipped. */
export const readJson = (bytes: Uint8Array): JsonBody => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: fault('undecodable-text', undefined, 'The bytes are not UTF-8. Send JSON in UTF-8.') };
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    // The parser's own words quote the text: only where it stopped is of use, and safe to pass on.
    const at = / at position (\d+)/.exec((error as Error).message)?.[1];
    const where = at === undefined ? '' : ` at character ${at}`;
    return { fault: fault('not-json', undefined, `The text is not JSON: it breaks${where}. Send one JSON value.`) };
  }
};
