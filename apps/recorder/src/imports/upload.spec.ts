import { PassThrough } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { readUpload, type Upload } from './upload';

const BOUNDARY = 'between';

/** A request as far as an upload looks at it; `write` sends what the network would bring. */
const request = (contentType: string): PassThrough & { complete: boolean } =>
  Object.assign(new PassThrough(), { headers: { 'content-type': contentType }, complete: false });

const part = (name: string, content: string, filename?: string): string =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n` +
  `${filename === undefined ? '' : 'content-type: application/octet-stream\r\n'}\r\n${content}\r\n`;

const END = `--${BOUNDARY}--\r\n`;

const read = (text: string): Promise<Upload> => {
  const incoming = request(`multipart/form-data; boundary=${BOUNDARY}`);
  incoming.complete = true;
  incoming.end(text);
  return readUpload(incoming as unknown as IncomingMessage);
};

const textOf = async (file: AsyncIterable<Uint8Array>): Promise<string> => {
  let text = '';
  for await (const piece of file) text += Buffer.from(piece).toString();
  return text;
};

describe('an upload', () => {
  it('is the file alone, where the body is no form', async () => {
    const incoming = request('application/gzip');
    incoming.end('the file');
    const { mapping, lookups, file } = await readUpload(incoming as unknown as IncomingMessage);
    expect([mapping, lookups, await textOf(file)]).toEqual([null, {}, 'the file']);
  });

  it('brings the mapping and lookups before the file', async () => {
    const upload = await read(
      part('mapping', 'mapping: 1') + part('lookup', 'k,v', 'teams.csv') + part('file', 'the file', 'log.xes') + END,
    );
    expect(upload.mapping).toBe('mapping: 1');
    expect(Object.entries(upload.lookups).map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['teams.csv', 'k,v'],
    ]);
    expect(await textOf(upload.file)).toBe('the file');
  });

  it('takes the mapping as a file, too', async () => {
    const { mapping } = await read(part('mapping', 'mapping: 1', 'my.yaml') + part('file', 'x', 'f') + END);
    expect(mapping).toBe('mapping: 1');
  });

  it('is refused without a file', async () => {
    await expect(read(part('mapping', 'mapping: 1') + END)).rejects.toMatchObject({ status: 400 });
    await expect(read(part('mapping', 'mapping: 1') + END)).rejects.toThrow('no part named "file"');
  });

  it('is refused when it is no form', async () => {
    await expect(read('nonsense')).rejects.toMatchObject({ code: 'malformed-upload' });
  });

  it('tells the reader of the file when the connection breaks', async () => {
    const incoming = request(`multipart/form-data; boundary=${BOUNDARY}`);
    incoming.write(part('file', 'the beginning', 'f').slice(0, -4));
    const { file } = await readUpload(incoming as unknown as IncomingMessage);
    const reading = textOf(file);
    incoming.destroy();
    await expect(reading).rejects.toThrow('broke off');
  });
});
