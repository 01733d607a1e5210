import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { type Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { type TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb';
import {
  type AppendAnswer,
  type AppendCall,
  type BatchAppendCall,
  GrpcServer,
  type Metadata,
  type ReadCall,
  type Refusal,
  ServerCredentials,
  type TombstoneAnswer,
} from './grpc';
import { serveAppend } from './wire-appending';
import { serveBatchAppend } from './wire-batch-appending';
import { type ClusterView, clusterMessage, featuresMessage } from './wire-cluster-messages';
import { accessDenied, nameIn, notLeader } from './wire-messages';
import { type ServedLog, serveRead } from './wire-reading';

const HOST = '127.0.0.1';
/** The real server takes single messages up to the largest record of its log. */
const MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

type Answer<Response> = (error: Refusal | null, response?: Response | null) => void;

/** One node: a port, its connections, and the services that the client calls. */
export class WireNode {
  readonly #served: ServedLog;
  readonly #cluster: () => ClusterView;
  readonly #listener: Server;
  readonly #sockets = new Set<Socket>();
  readonly #grpc = new GrpcServer({ 'grpc.max_receive_message_length': MESSAGE_BYTES_MAX });
  #isDown = false;
  /** It takes calls, and answers none of them but gossip. */
  isHanging = false;

  constructor(served: ServedLog, cluster: () => ClusterView) {
    this.#served = served;
    this.#cluster = cluster;
    this.#grpc.addService(StreamsService, {
      read: (call: ReadCall) => void this.#read(call),
      append: (call: AppendCall, answer: AppendAnswer) => void this.#append(call, answer as Answer<object>),
      batchAppend: (call: BatchAppendCall) => serveBatchAppend(call, served),
      tombstone: (call: { request: TombstoneReq }, answer: TombstoneAnswer) => {
        served.log.tombstone(nameIn(call.request.getOptions()?.getStreamIdentifier()));
        answer(null, new TombstoneResp());
      },
    });
    this.#grpc.addService(GossipService, {
      read: (_: unknown, answer: Answer<object>) => answer(null, clusterMessage(this.#cluster())),
    });
    this.#grpc.addService(ServerFeaturesService, {
      getSupportedMethods: (_: Empty, answer: Answer<object>) => answer(null, featuresMessage()),
    });
    const injector = this.#grpc.createConnectionInjector(ServerCredentials.createInsecure());
    this.#listener = createServer((socket) => {
      if (this.#isDown) return void socket.destroy();
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
      injector.injectConnection(socket);
    });
  }

  async listen(): Promise<void> {
    this.#listener.listen(0, HOST);
    await once(this.#listener, 'listening');
  }

  get host(): string {
    return HOST;
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port;
  }

  get isUp(): boolean {
    return !this.#isDown;
  }

  breakConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** From now on nobody gets through, until `comeUp`. */
  goDown(): void {
    this.#isDown = true;
    this.breakConnections();
  }

  comeUp(): void {
    this.#isDown = false;
  }

  async stop(): Promise<void> {
    this.goDown();
    this.#grpc.forceShutdown();
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  async #read(call: ReadCall): Promise<void> {
    try {
      await this.#admit(call.metadata as unknown as Metadata);
      await serveRead(call, this.#served);
      call.end();
    } catch (error) {
      call.emit('error', error);
    }
  }

  async #append(call: AppendCall, answer: Answer<object>): Promise<void> {
    try {
      await this.#admit(call.metadata as unknown as Metadata);
      const response = await serveAppend(call, this.#served, () => this.#isReplyLost());
      if (response !== null) answer(null, response);
    } catch (error) {
      answer(error as Refusal);
    }
  }

  #isReplyLost(): boolean {
    const { faults } = this.#served;
    if (faults.appendRepliesLost === 0) return false;
    faults.appendRepliesLost--;
    if (faults.howRepliesAreLost === 'break') this.breakConnections();
    return true;
  }

  async #admit(metadata: Metadata): Promise<void> {
    const { faults } = this.#served;
    if (this.isHanging) await new Promise(() => undefined);
    if (faults.replyDelayMs > 0) await pause(faults.replyDelayMs);
    if (faults.isAccessDenied) throw accessDenied();
    const { leader } = this.#cluster();
    const requiresLeader = metadata.get('requires-leader')[0] === 'true';
    if (requiresLeader && leader !== this) throw notLeader(leader.host, leader.port);
  }
}
