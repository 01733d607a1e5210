import type { IHeaders } from 'kafkajs';
import type { MessageHeader } from '../message';

/** What the client's encoder makes of a header before it writes it. */
interface EncodedHeader {
  readonly key: string;
  readonly value: Buffer | string | null;
}

/**
 * The client measures a header's value before it looks whether it is null, and so throws at every header without value.
 * It reads `value` three times: to measure it, to see whether it is null, to write it. The first reading shows it
 * something that can be measured. `headers.kafka.spec.ts` holds this against a real broker.
 */
class HeaderWithoutValue implements EncodedHeader {
  private isMeasured = false;

  constructor(readonly key: string) {}

  get value(): string | null {
    if (this.isMeasured) return null;
    this.isMeasured = true;
    return '';
  }
}

/** Asked by the encoder for its entries, it gives the headers in their own order, whatever their names. */
class HeaderList extends Array<Buffer> {
  static override readonly [Symbol.species] = Array;

  constructor(private readonly headers: readonly MessageHeader[]) {
    super();
  }

  override map<T>(): T[] {
    return this.headers.map(({ name, value }) =>
      value === null ? new HeaderWithoutValue(name) : { key: name, value },
    ) as T[];
  }
}

/** Headers as the client wants them: it asks a list of values under one name for its entries, and writes those. */
export const encodeHeaders = (headers: readonly MessageHeader[]): IHeaders =>
  headers.length === 0 ? {} : { all: new HeaderList(headers) };

/**
 * Headers as the client gives them → a list. The client looks names up in an ordinary object, so a header called
 * `constructor` comes with a function before it: only bytes and nulls are headers.
 */
export const decodeHeaders = (headers: IHeaders | undefined): MessageHeader[] =>
  Object.entries(headers ?? {}).flatMap(([name, given]) => {
    const values: unknown[] = Array.isArray(given) ? given : [given];
    return values.flatMap((value) => (value === null || Buffer.isBuffer(value) ? [{ name, value }] : []));
  });
