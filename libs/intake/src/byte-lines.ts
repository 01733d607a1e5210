const LINE_FEED = 0x0a;

/** A line's bytes without its end, and its number from 1; `bytes` null: longer than the bound, and skipped. */
export interface ByteLine {
  readonly number: number;
  readonly bytes: Uint8Array | null;
}

/**
 * Splits bytes at line feeds, however they are cut into chunks. Holds one line at most; of one that is longer than
 * the bound it holds nothing.
 */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>, lengthMax: number): AsyncGenerator<ByteLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length > lengthMax) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const take = (): ByteLine => {
    const line = { number: ++number, bytes: length > lengthMax ? null : Buffer.concat(parts) };
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      add(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    // A copy: the chunk's memory may be used again before the line ends.
    add(Uint8Array.from(chunk.subarray(from)));
  }
  if (length > 0) yield take();
}
