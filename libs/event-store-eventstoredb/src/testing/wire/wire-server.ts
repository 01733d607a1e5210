import { WireCounts, WireFaults } from './wire-faults';
import { type ProposedEvent, WireLog } from './wire-log';
import { WireNode } from './wire-node';

/**
 * An EventStoreDB of the size that specs need: one node or several over one log in memory, on real sockets, with the
 * client's own service definitions. It judges appends, reads, filters and subscribes as the real one documents it. What
 * passes against it proves that our code says and understands the right things on the wire; it proves nothing about
 * the real server's storage, replication or speed.
 */
export class WireServer {
  readonly log = new WireLog();
  readonly faults = new WireFaults();
  readonly counts = new WireCounts();
  readonly nodes: readonly WireNode[];
  #leader = 0;

  private constructor(nodes: number) {
    this.nodes = Array.from(
      { length: nodes },
      () => new WireNode(this, () => ({ members: this.nodes, leader: this.leader })),
    );
  }

  static async start(nodes = 1): Promise<WireServer> {
    const server = new WireServer(nodes);
    await Promise.all(server.nodes.map((node) => node.listen()));
    return server;
  }

  get leader(): WireNode {
    return this.nodes[this.#leader]!;
  }

  /** Of the first node, or of all, found by gossip. */
  connectionString(how: 'first' | 'all' = 'first'): string {
    const nodes = how === 'first' ? this.nodes.slice(0, 1) : this.nodes;
    return `esdb://${nodes.map(({ host, port }) => `${host}:${port}`).join(',')}?tls=false`;
  }

  /** The next node leads; the old one stays up, or is gone. */
  failOver(oldLeader: 'stays' | 'goes-down'): void {
    const old = this.leader;
    this.#leader = (this.#leader + 1) % this.nodes.length;
    if (oldLeader === 'goes-down') old.goDown();
  }

  breakConnections(): void {
    for (const node of this.nodes) node.breakConnections();
  }

  goDown(): void {
    for (const node of this.nodes) node.goDown();
  }

  comeUp(): void {
    for (const node of this.nodes) node.comeUp();
  }

  /** Somebody else's event, in a stream that is not ours. */
  writeElsewhere(stream: string, count = 1): void {
    const past = this.log.stream(stream).length;
    this.log.append(
      stream,
      'any',
      Array.from({ length: count }, (_, index) => foreignEvent(past + index)),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }
}

let foreign = 0;

const foreignEvent = (n: number): ProposedEvent => ({
  id: `33333333-3333-4333-8333-${String(++foreign).padStart(12, '0')}`,
  type: 'SomethingElse',
  isJson: true,
  data: Buffer.from(JSON.stringify({ n })),
  metadata: Buffer.alloc(0),
});
