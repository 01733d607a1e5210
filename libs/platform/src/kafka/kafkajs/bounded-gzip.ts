import { promisify } from 'node:util';
import { createUnzip, gzip, unzip } from 'node:zlib';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { RecordBounds, type RecordBytes } from './record-bounds';

/** Far more than an honest batch of the largest size that our topics take; eight of them are fetched at once. */
const BYTES_MAX: RecordBytes = { batch: 64 * 1024 * 1024, record: 16 * 1024 * 1024 };
const PIECE_BYTES = 1024 * 1024;

const gunzipped = promisify(unzip);

const isBeyondLimit = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';

/** The records of a batch, each as it is or cut, so that none fills memory or time. */
export const boundedRecords = async (compressed: Buffer, bytesMax: RecordBytes = BYTES_MAX): Promise<Buffer> => {
  const bounds = new RecordBounds(bytesMax);
  try {
    bounds.push(await gunzipped(compressed, { maxOutputLength: bytesMax.batch }));
  } catch (error) {
    if (!isBeyondLimit(error)) throw error;
    // Too large as a whole: piece by piece, never all of it in memory.
    const pieces = createUnzip({ chunkSize: PIECE_BYTES });
    pieces.end(compressed);
    for await (const piece of pieces) bounds.push(piece as Buffer);
  }
  return bounds.records;
};

const compress = promisify(gzip);

/** Has the client read gzip, the one kind that lies on our topics, through these bounds. */
export const boundGzip = (): void => {
  CompressionCodecs[CompressionTypes.GZIP] = () => ({
    compress: (encoder: { readonly buffer: Buffer }) => compress(encoder.buffer),
    decompress: (compressed: Buffer) => boundedRecords(compressed),
  });
};
