import { createServer } from 'node:net';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** The port itself if it is free, a free one for 0, a clear refusal if it is taken. */
export const claimPort = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new EmbeddedPostgresError(
          'sql-port-taken',
          `Port ${port} on 127.0.0.1, where BI tools shall reach the tables, cannot be opened (${cause.code}). ` +
            'Another program uses it, or ports below 1024 are not for this user: set GEMBA_SQL_PORT to a free one.',
          { cause },
        ),
      ),
    );
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
