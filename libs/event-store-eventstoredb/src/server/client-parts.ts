import { type Writable } from 'node:stream';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { type AppendReq, type AppendResp, type ReadReq } from '@eventstore/db-client/generated/streams_pb';

export type ReadStream = ReturnType<StreamsClient['read']>;

/** A follower knows less than was acknowledged, and may not take appends: everything goes to the leader. */
const TO_THE_LEADER = { requiresLeader: true } as const;

/** Writes as fast as the connection takes it, until the call is over. */
const writeAll = async (sink: Writable, messages: Iterable<AppendReq>, over: Promise<true>): Promise<void> => {
  for (const message of messages) {
    if (sink.write(message)) continue;
    const room = new Promise<false>((resolve) => sink.once('drain', () => resolve(false)));
    if (await Promise.race([room, over])) return;
  }
  sink.end();
};

/**
 * Three calls that the client's own methods do not offer as they are needed here, over the client's channel, discovery
 * and credentials (its `protected` parts). Its `readAll` cannot filter. Its subscriptions tell "caught up" apart from
 * the order of events and leave the call open when their reader goes. Its `appendToStream` sends everything through one
 * batch stream, whose pending promises are shared by all clients of the process and wait for ever when an answer is
 * lost; the classic append has a deadline and an answer of its own.
 */
export abstract class ClientParts extends EventStoreDBClient {
  /** Messages in the order in which the server sent them. Without a deadline for what never ends. */
  static read(client: EventStoreDBClient, request: ReadReq, deadlineMs: number | null): Promise<ReadStream> {
    const parts = client as ClientParts;
    const deadline = deadlineMs === null ? Infinity : Date.now() + deadlineMs;
    return parts.GRPCStreamCreator(StreamsClient, 'read', (streams) =>
      streams.read(request, ...parts.callArguments(TO_THE_LEADER, { deadline })),
    )();
  }

  /** The classic append: options, then one message an event. Its failure leaves the outcome unknown. */
  static append(client: EventStoreDBClient, messages: Iterable<AppendReq>, deadlineMs: number): Promise<AppendResp> {
    const parts = client as ClientParts;
    return parts.execute(
      StreamsClient,
      'append',
      (streams) =>
        new Promise<AppendResp>((resolve, reject) => {
          let settled = (): void => undefined;
          const over = new Promise<void>((resolveOver) => (settled = resolveOver)).then(() => true as const);
          const settle = (error: Error | null, answer?: AppendResp): void => {
            settled();
            if (error === null) resolve(answer!);
            else reject(error);
          };
          const deadline = Date.now() + deadlineMs;
          const sink = streams.append(...parts.callArguments(TO_THE_LEADER, { deadline }), settle);
          sink.on('error', settle);
          void writeAll(sink, messages, over);
        }),
    );
  }

  /**
   * Ends its calls and its connection, which a disposed client would keep. Nobody waits for a connection that is only
   * being looked for.
   */
  static async end(client: EventStoreDBClient): Promise<void> {
    await client.dispose();
    (client as ClientParts).getChannel().then(
      (channel) => channel.close(),
      () => undefined,
    );
  }
}
