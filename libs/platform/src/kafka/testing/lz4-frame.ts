const BLOCK_BYTES_MAX = 64 * 1024;
/** Magic number, version 1 with independent blocks of at most 64 KiB, checksum of these two bytes. */
const HEADER = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]);
const UNCOMPRESSED = 0x8000_0000;

/** An LZ4 frame that any reader takes; its blocks are stored as they are, which the format allows. */
export const lz4Frame = (bytes: Buffer): Buffer => {
  const parts: Buffer[] = [HEADER];
  for (let from = 0; from < bytes.length; from += BLOCK_BYTES_MAX) {
    const block = bytes.subarray(from, from + BLOCK_BYTES_MAX);
    const size = Buffer.alloc(4);
    size.writeUInt32LE((UNCOMPRESSED + block.length) >>> 0);
    parts.push(size, block);
  }
  return Buffer.concat([...parts, Buffer.alloc(4)]);
};
