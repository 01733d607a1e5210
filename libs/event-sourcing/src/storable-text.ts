// eslint-disable-next-line no-control-regex -- looking for it is the point
const NUL = /\u0000/;

/**
 * Why a text cannot be kept by every store, or null. PostgreSQL holds no NUL character, UTF-8 no half of a surrogate
 * pair. JSON hides both behind escapes, so the values are looked at, never their spelling.
 */
export const whyUnstorable = (text: string): string | null => {
  if (NUL.test(text)) return 'it holds a NUL character (U+0000)';
  if (!text.isWellFormed()) return 'it holds a lone surrogate (half of a character)';
  return null;
};
