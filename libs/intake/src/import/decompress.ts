import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const OUTPUT_CHUNK_BYTES = 131_072;

/** The bytes before this one cannot be read as what they say they are: a truncated or damaged gzip file. */
export class BrokenCompression extends Error {}

async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(chunks, { objectMode: false });
  const gunzip = createGunzip({ chunkSize: OUTPUT_CHUNK_BYTES });
  let sourceError: Error | undefined;
  source.on('error', (error) => {
    sourceError = error;
    gunzip.destroy(error);
  });
  source.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    if (sourceError !== undefined) throw sourceError;
    throw new BrokenCompression((error as Error).message);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function* startingWith(
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Plain bytes, whether they came plain or as gzip: told by the first two bytes, never by a name. */
export async function* decompressed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  const head: number[] = [];
  while (head.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    first.push(next.value);
    head.push(...next.value.subarray(0, 2 - head.length));
  }
  const whole = startingWith(first, iterator);
  yield* head[0] === 0x1f && head[1] === 0x8b ? gunzipped(whole) : whole;
}
