import { gzipSync } from 'node:zlib';
import type { MessageHeader } from '../message';
import { boundedRecords } from './bounded-gzip';
import { outOfBounds, RecordBounds, type RecordBytes } from './record-bounds';
import { readVarint, varint, withLength } from './varint';

interface TestRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly MessageHeader[];
}

const WIDE: RecordBytes = { batch: 1_000_000, record: 1_000_000 };

const encode = ({ offset, key, value, headers }: TestRecord): Buffer =>
  withLength(
    Buffer.concat([
      Buffer.from([0]),
      // A timestamp far beyond 32 bits, and behind that of the batch.
      ...[varint(-(2 ** 40)), varint(offset), withLength(key), withLength(value), varint(headers.length)],
      ...headers.flatMap(({ name, value: bytes }) => [withLength(Buffer.from(name)), withLength(bytes)]),
    ]),
  );

/** As the client decodes it, with what was out of bounds undone. */
const decode = (records: Buffer) => {
  const decoded: (TestRecord & { leftOutBytes?: number })[] = [];
  let at = 0;
  const number = (): number => {
    const { value, end } = readVarint(records, at)!;
    at = end;
    return value;
  };
  const bytes = (): Buffer | null => {
    const length = number();
    return length < 0 ? null : records.subarray(at, (at += length));
  };
  while (at < records.length) {
    const end = number() + at;
    at++;
    number();
    const [offset, key, value, count] = [number(), bytes(), bytes(), number()];
    const headers = Array.from({ length: count }, () => ({ name: bytes()!.toString(), value: bytes() }));
    decoded.push({ offset, key, value, ...outOfBounds(headers) });
    expect(at).toBe(end);
  }
  return decoded;
};

const bounded = (records: readonly TestRecord[], bytesMax = WIDE): Buffer => {
  const bounds = new RecordBounds(bytesMax);
  bounds.push(Buffer.concat(records.map(encode)));
  return bounds.records;
};

const record = (offset: number, changed: Partial<TestRecord> = {}): TestRecord => ({
  ...{ offset, key: Buffer.from('crm:1'), value: Buffer.from('value'), headers: [] },
  ...changed,
});

const headersOf = (count: number): MessageHeader[] =>
  Array.from({ length: count }, (_, n) => ({
    name: `h${n % 7_000}`,
    value: n % 3 === 0 ? null : Buffer.from([n % 256]),
  }));

describe('the bounds of records', () => {
  it('leave what is honest as it is, byte for byte', () => {
    const records = [record(0), record(300, { key: null, value: null }), record(2, { headers: headersOf(100) })];
    expect(bounded(records)).toEqual(Buffer.concat(records.map(encode)));
  });

  it('keep headers out of the reach of the client where they are many, none lost, in their order', () => {
    const records = [record(0, { headers: headersOf(101) }), record(1, { headers: headersOf(10_000) })];
    expect(decode(bounded(records))).toEqual(records);
  });

  it('let nobody pass for them', () => {
    const forged = ['gemba:all-headers', 'gemba:left-out-bytes'].map((name, offset) =>
      record(offset, { headers: [{ name, value: Buffer.from('7') }] }),
    );
    expect(decode(bounded(forged))).toEqual(forged);
    expect(outOfBounds([{ name: 'gemba:all-headers', value: Buffer.from([0xff, 1, 2]) }]).headers).toHaveLength(1);
  });

  it('cut a record with more headers than anybody needs, and say how large it was', () => {
    const many = record(5, { headers: headersOf(10_001) });
    expect(decode(bounded([many, record(6)]))).toEqual([
      { ...record(5, { value: null }), leftOutBytes: readVarint(encode(many), 0)!.value },
      record(6),
    ]);
  });

  it.each<[string, Partial<TestRecord>, Buffer | null]>([
    ['value', { value: Buffer.alloc(600_000) }, Buffer.from('crm:1')],
    ['key', { key: Buffer.alloc(600_000) }, null],
    ['headers', { headers: [{ name: 'h', value: Buffer.alloc(600_000) }] }, Buffer.from('crm:1')],
  ])('cut a record that is too large by its %s, and nothing beside it', async (_, large, key) => {
    const records = [record(0), record(1, large), record(2)];
    const bytesMax = { batch: 500_000, record: 100_000 };
    const whole = Buffer.concat(records.map(encode));
    const expected = [record(0), expect.objectContaining({ offset: 1, key, value: null, headers: [] }), record(2)];
    // Decompressed piece by piece, and wherever a piece may end.
    expect(decode(await boundedRecords(gzipSync(whole), bytesMax))).toEqual(expected);
    for (const size of [1_001, 70_000, 599_999]) {
      const bounds = new RecordBounds(bytesMax);
      for (let at = 0; at < whole.length; at += size) bounds.push(whole.subarray(at, at + size));
      expect(decode(bounds.records)).toEqual(expected);
    }
  });

  it('cut what goes beyond what a batch may hold in all', () => {
    const records = Array.from({ length: 10 }, (_, offset) => record(offset, { value: Buffer.alloc(1_000) }));
    const decoded = decode(bounded(records, { batch: 5_000, record: 5_000 }));
    expect(decoded.map(({ value }) => value?.length ?? null)).toEqual([
      1_000,
      1_000,
      1_000,
      1_000,
      ...Array(6).fill(null),
    ]);
    expect(decoded.map(({ offset }) => offset)).toEqual(records.map(({ offset }) => offset));
  });

  it('leave to the client what is no record', () => {
    for (const broken of [Buffer.from([0x01, 0x02]), Buffer.from([0x80, 0x80])]) {
      const bounds = new RecordBounds(WIDE);
      bounds.push(broken);
      expect(bounds.records).toEqual(broken);
    }
  });
});
