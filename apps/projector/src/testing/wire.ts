import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * The network between one process and PostgreSQL, so that a spec can do to it what happens to processes: `freeze` it
 * (stopped, or cut off without a word), `thaw` it, or `cut` it for good (dead).
 */
export class Wire {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private isFrozen = false;

  private constructor(
    private readonly server: Server,
    /** Of the same database, over this wire. */
    readonly url: string,
  ) {}

  static async to(databaseUrl: string): Promise<Wire> {
    const target = new URL(databaseUrl);
    const host = decodeURIComponent(target.hostname);
    const reach = (): Socket =>
      host.startsWith('/') ? connect(`${host}/.s.PGSQL.${target.port}`) : connect(Number(target.port), host);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const wire = new Wire(server, databaseUrl.replace(`@${target.host}`, `@127.0.0.1:${port}`));
    server.on('connection', (near) => wire.join(near, reach()));
    return wire;
  }

  freeze(): void {
    this.isFrozen = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  thaw(): void {
    this.isFrozen = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  /** PostgreSQL sees every connection end. */
  cut(): void {
    this.server.close();
    for (const pair of [...this.pairs]) for (const socket of pair) socket.destroy();
  }

  private join(near: Socket, far: Socket): void {
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => void to.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.pairs.delete(pair);
        to.destroy();
      });
      if (this.isFrozen) from.pause();
    }
  }
}
