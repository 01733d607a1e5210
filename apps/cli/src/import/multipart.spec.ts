import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { multipartBody } from './multipart';

const bodyOf = async (order: Parameters<typeof multipartBody>[0], file: Buffer): Promise<FormData> => {
  const body = await buffer(
    Readable.from(multipartBody(order, Readable.from([file]), 'x-boundary'), { objectMode: false }),
  );
  const headers = { 'content-type': 'multipart/form-data; boundary=x-boundary' };
  return new Response(new Uint8Array(body), { headers }).formData();
};

describe('multipartBody', () => {
  it('carries mapping, lookups under their names and the file’s bytes unchanged, as another reader sees them', async () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255]);
    const lookups = [{ name: 'teams "a".csv', content: Buffer.from('rep,team') }];
    const form = await bodyOf({ mappingText: 'mapping: 1\n', correctsText: 'mapping: 0\n', lookups }, bytes);
    expect([form.get('mapping'), form.get('corrects')]).toEqual(['mapping: 1\n', 'mapping: 0\n']);
    const lookup = form.get('lookup') as File;
    expect([lookup.name, await lookup.text()]).toEqual(['teams "a".csv', 'rep,team']);
    expect(Buffer.from(await (form.get('file') as File).arrayBuffer())).toEqual(bytes);
    expect([...form.keys()]).toEqual(['mapping', 'corrects', 'lookup', 'file']);
  });

  it('leaves out the mapping where Gemba knows it by name', async () => {
    const form = await bodyOf({ mappingText: null, correctsText: null, lookups: [] }, Buffer.from('a'));
    expect([...form.keys()]).toEqual(['file']);
  });
});
