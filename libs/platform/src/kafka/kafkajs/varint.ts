/** A variable-length, zigzag-coded number of Kafka's record format, and where what follows it begins. */
export interface Varint {
  readonly value: number;
  readonly end: number;
}

/** Null where the bytes end within it. Of the numbers beyond 32 bits, timestamps, only the end is right. */
export const readVarint = (bytes: Buffer, from: number): Varint | null => {
  let raw = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!;
    raw += (byte & 0x7f) * 2 ** (7 * (at - from));
    if (byte < 0x80) return { value: raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2, end: at + 1 };
  }
  return null;
};

export const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  let rest = value < 0 ? -value * 2 - 1 : value * 2;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
};

/** Bytes with their length before them. */
export const withLength = (bytes: Buffer | null): Buffer =>
  bytes === null ? varint(-1) : Buffer.concat([varint(bytes.length), bytes]);
