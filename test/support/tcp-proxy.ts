import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';

/** Stands before a server, and can be taken away and put back, as a network or a server that fails. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;

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

  private join(client: Socket): void {
    const server = connect(this.target);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    client.pipe(server).pipe(client);
  }
}
