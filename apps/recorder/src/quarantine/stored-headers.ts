import { isUtf8 } from 'node:buffer';

/** Bytes as JSON can hold them, none lost: text where they are text, else base64; null where there are none. */
export type StoredBytes = string | null | { readonly base64: string };

/** Headers by name; a list where one name came several times. */
export type StoredHeaders = Readonly<Record<string, StoredBytes | readonly StoredBytes[]>>;

interface Header {
  readonly name: string;
  readonly value: Buffer | null;
}

/** PostgreSQL's text holds no NUL, so bytes with one count as no text. */
export const storedBytes = (bytes: Buffer | null): StoredBytes =>
  bytes === null || (isUtf8(bytes) && !bytes.includes(0))
    ? (bytes?.toString() ?? null)
    : { base64: bytes.toString('base64') };

export const storedHeaders = (headers: readonly Header[]): StoredHeaders => {
  const byName = new Map<string, StoredBytes[]>();
  for (const { name, value } of headers) {
    const values = byName.get(name);
    if (values === undefined) byName.set(name, [storedBytes(value)]);
    else values.push(storedBytes(value));
  }
  return Object.fromEntries([...byName].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
};

const bytesOf = (stored: StoredBytes): Buffer | null => {
  if (stored === null) return null;
  return typeof stored === 'string' ? Buffer.from(stored) : Buffer.from(stored.base64, 'base64');
};

/** The headers as they came, several of one name beside each other. */
export const headersOf = (stored: StoredHeaders): Header[] =>
  Object.entries(stored).flatMap(([name, values]) =>
    (Array.isArray(values) ? (values as StoredBytes[]) : [values as StoredBytes]).map((value) => ({
      name,
      value: bytesOf(value),
    })),
  );
