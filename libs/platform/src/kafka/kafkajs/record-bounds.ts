import type { MessageHeader } from '../message';
import { readVarint, varint, withLength } from './varint';

/** Headers of one message that the client decodes itself. Its time grows with their square: 5,000 take ten seconds. */
const HEADERS_OF_CLIENT_MAX = 100;
/** Beyond that a message is cut, as one that is too large. */
const HEADERS_MAX = 10_000;
/** Of a message that is cut, key and number are looked for so far. */
const BEGINNING_BYTES = 64 * 1024;

const OURS = 'gemba:';
/** In place of many headers: all of them, as they lay in the record. */
const ALL_HEADERS = `${OURS}all-headers`;
/** In place of a value and headers that nobody could hold: the record's length in bytes. */
const LEFT_OUT = `${OURS}left-out-bytes`;

/** Where the parts of a record lie; null where its bytes end before its value does. */
interface Parts {
  /** Behind the record's own number. */
  readonly key: number;
  readonly value: number;
  readonly headers: number;
}

const sized = (record: Buffer, from: number): number | null => {
  const length = readVarint(record, from);
  return length === null ? null : length.end + Math.max(0, length.value);
};

const keyIn = (record: Buffer): number | null => {
  const time = readVarint(record, 1);
  return time === null ? null : (readVarint(record, time.end)?.end ?? null);
};

const partsOf = (record: Buffer): Parts | null => {
  const key = keyIn(record);
  const value = key === null ? null : sized(record, key);
  const headers = value === null ? null : sized(record, value);
  return headers === null ? null : { key: key!, value: value!, headers };
};

const NOTHING = Buffer.alloc(0);
const NONE = varint(-1);
const ONE = varint(1);

const header = (name: string, value: Buffer): Buffer =>
  Buffer.concat([ONE, withLength(Buffer.from(name)), withLength(value)]);

/** Its number and, if it is to be had, its key; and how large it is. */
const cut = (beginning: Buffer, length: number): Buffer => {
  const key = keyIn(beginning);
  if (key === null) return beginning;
  const value = sized(beginning, key);
  const isKeyThere = value !== null && value <= beginning.length;
  const kept = isKeyThere ? [beginning.subarray(0, value)] : [beginning.subarray(0, key), NONE];
  return Buffer.concat([...kept, NONE, header(LEFT_OUT, Buffer.from(String(length)))]);
};

/** The same record where it is fit for the client, else another in its place that says as much. */
const fit = (record: Buffer): Buffer => {
  const parts = partsOf(record);
  const count = parts === null ? null : readVarint(record, parts.headers);
  if (parts === null || count === null) return record;
  if (count.value > HEADERS_MAX) return cut(record, record.length);
  const headers = record.subarray(parts.headers);
  // Whoever sends one of our names must not be taken for us.
  if (count.value <= HEADERS_OF_CLIENT_MAX && !headers.includes(OURS)) return record;
  return Buffer.concat([record.subarray(0, parts.headers), header(ALL_HEADERS, headers)]);
};

export interface RecordBytes {
  /** Most bytes of all records of a batch together. */
  readonly batch: number;
  readonly record: number;
}

/**
 * What the brokers keep compressed may be a thousand times as large, and hold as many headers as anybody likes. Takes
 * the records of a batch as they are decompressed and gives them so that they do no harm: of all together no more than
 * so many bytes, each small enough to be decoded.
 */
export class RecordBounds {
  private readonly fitting: Buffer[] = [];
  private rest: Buffer = NOTHING;
  private kept = 0;
  private skipping = 0;

  constructor(private readonly bytesMax: RecordBytes) {}

  push(bytes: Buffer): void {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    while (this.takeOne());
  }

  /** All that was taken, one behind the other. */
  get records(): Buffer {
    return Buffer.concat([...this.fitting, this.rest]);
  }

  private takeOne(): boolean {
    if (this.skipping > 0) {
      const skipped = Math.min(this.skipping, this.rest.length);
      this.skipping -= skipped;
      this.rest = this.rest.subarray(skipped);
    }
    const length = this.skipping > 0 ? null : readVarint(this.rest, 0);
    // Less than nothing is no record: the client will say so.
    if (length === null || length.value < 0) return false;
    const isKept = length.value <= this.bytesMax.record && this.kept + length.value <= this.bytesMax.batch;
    const needed = isKept ? length.value : Math.min(length.value, BEGINNING_BYTES);
    if (this.rest.length < length.end + needed) return false;
    const taken = this.rest.subarray(length.end, length.end + needed);
    this.fitting.push(withLength(isKept ? fit(taken) : cut(taken, length.value)));
    if (isKept) this.kept += needed;
    else this.skipping = length.value - needed;
    this.rest = this.rest.subarray(length.end + needed);
    return true;
  }
}

/** Null where the bytes are no list of headers. */
const listed = (bytes: Buffer): MessageHeader[] | null => {
  const count = readVarint(bytes, 0);
  const headers: MessageHeader[] = [];
  let at = count?.end ?? 0;
  for (let n = 0; n < (count?.value ?? 0); n++) {
    const name = readVarint(bytes, at);
    const value = name === null ? null : readVarint(bytes, name.end + name.value);
    if (name === null || name.value < 0 || value === null) return null;
    at = value.end + Math.max(0, value.value);
    headers.push({
      name: bytes.toString('utf8', name.end, name.end + name.value),
      value: value.value < 0 ? null : bytes.subarray(value.end, at),
    });
  }
  return at === bytes.length ? headers : null;
};

/** What stands in a message's place, undone: its headers, or how many bytes of it were left out. */
export const outOfBounds = (
  headers: readonly MessageHeader[],
): { readonly headers: readonly MessageHeader[]; readonly leftOutBytes?: number } => {
  const [only] = headers;
  if (headers.length !== 1 || only!.value === null) return { headers };
  if (only!.name === LEFT_OUT) return { headers: [], leftOutBytes: Number(only!.value) };
  return { headers: (only!.name === ALL_HEADERS ? listed(only!.value) : null) ?? headers };
};
