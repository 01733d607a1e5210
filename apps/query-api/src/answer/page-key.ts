import { Problem } from '@gemba/platform';

/** Key columns of the last row of a page, as one opaque text for the caller to send back. */
export const encodePageKey = (values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

const malformed = (): Problem =>
  new Problem(400, 'invalid-request', 'after is not a place that an earlier page named.', {
    field: 'after',
    remedy: 'Send `next` of the page before as it came, or leave `after` out for the first page.',
  });

/** The key that `encodePageKey` made; `kinds` are the types its values must have. */
export const decodePageKey = (text: string, kinds: readonly ('string' | 'number')[]): (string | number)[] => {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw malformed();
  }
  const fits =
    Array.isArray(values) && values.length === kinds.length && kinds.every((kind, i) => typeof values[i] === kind);
  if (!fits) throw malformed();
  return values as (string | number)[];
};
