import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream, type BusboyHeaders } from '@fastify/busboy';
import { Problem } from '@gemba/platform';

/** What came with the file, and the file itself, not yet read. */
export interface Upload {
  readonly mapping: string | null;
  /** The mapping that it corrects; null where it stands for itself. */
  readonly corrects: string | null;
  readonly lookups: Readonly<Record<string, Uint8Array>>;
  readonly file: AsyncIterable<Uint8Array>;
}

/** Lookup tables are held in memory while the import runs. */
const LOOKUP_BYTES_MAX = 64 * 1024 * 1024;
const MAPPING_BYTES_MAX = 1024 * 1024;
const PARTS_MAX = 32;

/** The file as the whole body, or multipart: `mapping`, the one it `corrects`, lookups under the names the mapping gives them, then `file`. */
export const readUpload = (request: IncomingMessage): Promise<Upload> =>
  /^multipart\/form-data/i.test(request.headers['content-type'] ?? '')
    ? readMultipart(request)
    : Promise.resolve({ mapping: null, corrects: null, lookups: {}, file: request });

const readMultipart = (request: IncomingMessage): Promise<Upload> =>
  new Promise((resolve, reject) => {
    const lookups: Record<string, Uint8Array> = {};
    const pending: Promise<void>[] = [];
    const texts: { mapping: string | null; corrects: string | null } = { mapping: null, corrects: null };
    let hasFile = false;
    const limits = { parts: PARTS_MAX, fieldSize: MAPPING_BYTES_MAX };
    const form = new Busboy({ headers: request.headers as BusboyHeaders, limits });
    const fail = (error: unknown): void => {
      request.unpipe(form);
      reject(error as Error);
    };
    form.on('field', (name, value) => {
      if (isTextName(name)) texts[name] = value;
    });
    form.on('file', (name, stream, filename) => {
      if (name === 'file') {
        hasFile = true;
        const file = connected(stream, request);
        void Promise.all(pending).then(() => resolve({ ...texts, lookups, file }), fail);
        return;
      }
      const kept = wholePart(stream, name).then((bytes) => {
        if (isTextName(name)) texts[name] = Buffer.from(bytes).toString('utf8');
        else lookups[lookupName(name, filename)] = bytes;
      });
      kept.catch(fail);
      pending.push(kept);
    });
    form.on('finish', () => {
      if (!hasFile) fail(malformed('file', 'The upload has no part named "file".'));
    });
    form.on('error', (error) => fail(malformed('body', `The upload cannot be read: ${(error as Error).message}.`)));
    request.on('aborted', () => fail(malformed('body', 'The upload broke off.')));
    request.pipe(form);
  });

const isTextName = (name: string): name is 'mapping' | 'corrects' => name === 'mapping' || name === 'corrects';

/** Lookup parts are named `lookup`, with the name the mapping uses as their file name, or by that name itself. */
const lookupName = (name: string, filename: string): string => (name === 'lookup' ? filename : name);

const malformed = (field: string, detail: string): Problem =>
  new Problem(400, 'malformed-upload', detail, {
    field,
    remedy: 'Send multipart/form-data: "mapping", then one part for each lookup, then "file"; or the file alone.',
  });

const wholePart = async (stream: BusboyFileStream, name: string): Promise<Uint8Array> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    if ((bytes += piece.length) > LOOKUP_BYTES_MAX) {
      throw new Problem(413, 'lookup-too-large', `The part ${name} is larger than ${LOOKUP_BYTES_MAX} bytes.`, {
        field: name,
      });
    }
  }
  return new Uint8Array(Buffer.concat(pieces));
};

/** A part of a request that broke off would wait for ever: the break is passed on to whoever reads it. */
const connected = (part: BusboyFileStream, request: IncomingMessage): Readable => {
  request.once('close', () => {
    if (!request.complete) part.destroy(new Error('The upload broke off.'));
  });
  return part;
};
