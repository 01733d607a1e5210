import { createServer } from 'node:net';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** The usual port, or 0 (any free one) where somebody else has it. */
export const usualPortOrAny = async (usual: number): Promise<number> => ((await isFree(usual)) ? usual : 0);
