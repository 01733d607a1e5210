import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';

/**
 * Stands before a server, and can be taken away and put back, as a network or a server that fails; or frozen and thawed,
 * as a process that is stopped, or that is cut off without a word.
 */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private readonly pairs = new Set<readonly [client: Socket, server: Socket]>();
  private server: Server | null = null;
  private isFrozen = false;

  private constructor(
    private readonly target: NetConnectOpts,
    readonly port: number,
  ) {}

  static async before(target: NetConnectOpts): Promise<TcpProxy> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const proxy = new TcpProxy(target, (probe.address() as AddressInfo).port);
    await new Promise((resolve) => probe.close(resolve));
    await proxy.mend();
    return proxy;
  }

  /** Before the PostgreSQL of a URL, on its socket or port. Gives the same URL by way of the proxy, too. */
  static async beforePostgres(url: string): Promise<{ readonly proxy: TcpProxy; readonly url: string }> {
    const [, before, host, port, after] = /^(.*@)([^:/]+):(\d+)(\/.*)$/.exec(url)!;
    const folder = decodeURIComponent(host!);
    const isSocket = folder.startsWith('/');
    const proxy = await TcpProxy.before(
      isSocket ? { path: `${folder}/.s.PGSQL.${port}` } : { host: folder, port: Number(port) },
    );
    return { proxy, url: `${before}127.0.0.1:${proxy.port}${after}` };
  }

  /** Every connection breaks off, and new ones are refused. */
  async cut(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async mend(): Promise<void> {
    if (this.server !== null) return;
    this.server = createServer((client) => this.join(client)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** Nothing gets through any more, and nobody hears of it. */
  freeze(): void {
    this.isFrozen = true;
    for (const [client, server] of this.pairs) {
      client.unpipe(server);
      server.unpipe(client);
    }
  }

  /** What was held up gets through, and everything after it. */
  thaw(): void {
    if (!this.isFrozen) return;
    this.isFrozen = false;
    for (const [client, server] of this.pairs) client.pipe(server).pipe(client);
  }

  private join(client: Socket): void {
    const server = connect(this.target);
    const pair = [client, server] as const;
    this.pairs.add(pair);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        this.pairs.delete(pair);
        other.destroy();
      });
    }
    if (!this.isFrozen) client.pipe(server).pipe(client);
  }
}
