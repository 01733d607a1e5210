/** What JSON can say. Events hold nothing else: no Date, no bigint, no undefined. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export type JsonObject = { readonly [key: string]: Json | undefined };

/** Text that JSON spells as itself: printable ASCII without quote and backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

const spelled = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

const isSorted = (keys: readonly string[]): boolean => {
  for (let index = 1; index < keys.length; index++) if (keys[index - 1]! > keys[index]!) return false;
  return true;
};

/**
 * The one spelling of a JSON value: keys sorted by UTF-16 code unit, absent and undefined members left out, no white
 * space. Two values that say the same thing give the same text, so their digests agree.
 */
export const canonicalJson = (value: Json): string => {
  if (typeof value === 'string') return spelled(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item ?? null)).join(',')}]`;
  const members = value as JsonObject;
  const keys = Object.keys(members);
  // Sorting costs more than looking whether it is needed.
  if (!isSorted(keys)) keys.sort();
  let text = '';
  for (const key of keys) {
    const member = members[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${spelled(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
};
