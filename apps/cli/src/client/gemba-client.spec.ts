import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { GembaClient } from './gemba-client';

describe('what gemba sends, and what comes back', () => {
  let server: Server;
  const clientOf = async (answer: RequestListener): Promise<GembaClient> => {
    server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new GembaClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, undefined);
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const sent = async (client: GembaClient, body: Readable): Promise<unknown[]> => {
    const lines: unknown[] = [];
    for await (const line of client.stream('/v1/imports', body, 'application/x-ndjson')) lines.push(line);
    return lines;
  };
  /** A file that becomes unreadable after its first piece. */
  const breaking = (): Readable =>
    Readable.from(
      (async function* () {
        yield Buffer.from('first');
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
      })(),
      { objectMode: false },
    );

  it('blames a file that cannot be read, not the Gemba that waits for it', async () => {
    const client = await clientOf((request) => void request.resume());
    await expect(sent(client, breaking())).rejects.toMatchObject({
      exitCode: 2,
      message: 'What is to be sent cannot be read: EIO: i/o error, read.',
      field: 'file',
    });
  });

  it('blames the file, too, when the answer had begun', async () => {
    const client = await clientOf((request, response) => {
      request.resume();
      response.write('{"kind":"progress"}\n');
    });
    await expect(sent(client, breaking())).rejects.toMatchObject({ exitCode: 2, field: 'file' });
  });

  it('says that an answer broke off, and that the same command may be run again', async () => {
    const client = await clientOf((request, response) => {
      request.resume();
      response.write('{"kind":"progress"}\n');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(sent(client, Readable.from([Buffer.from('all')]))).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(/The answer of .* broke off/) as string,
    });
  });
});
