import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigurationFaults, type GembaConfig } from '../configuration';

const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Listens, and gives the URL under which programs on this machine reach it. */
export const listen = async (
  app: NestFastifyApplication,
  { httpHost, httpPort }: Pick<GembaConfig, 'httpHost' | 'httpPort'>,
): Promise<string> => {
  try {
    await app.listen(httpPort, httpHost);
  } catch (error) {
    throw explained(error as NodeJS.ErrnoException, httpHost, httpPort);
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  const host = ANY_ADDRESS.has(httpHost) ? '127.0.0.1' : httpHost;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

const explained = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigurationFaults([
        `GEMBA_HTTP_PORT is ${port}, which another program listens on. Stop it, or set another port; 0 takes a free one.`,
      ]);
    case 'EACCES':
      return new ConfigurationFaults([`GEMBA_HTTP_PORT is ${port}, which this user may not use. Set one above 1023.`]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigurationFaults([
        `GEMBA_HTTP_HOST is "${host}", which is no address of this machine. Set one that is.`,
      ]);
    default:
      return error;
  }
};
