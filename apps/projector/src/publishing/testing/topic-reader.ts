import { type IncomingMessage, type MessageBroker, type MessageConsumer } from '@gemba/platform';

export interface ReadMessage extends IncomingMessage {
  readonly partition: number;
}

/** Everything on a topic from its beginning, in the order of each partition. */
export class TopicReader {
  readonly messages: ReadMessage[] = [];
  private readonly consumer: MessageConsumer;

  constructor(broker: MessageBroker, topic: string, groupId: string) {
    this.consumer = broker.consume({
      ...{ topic, groupId, chunkMessagesMax: 500, chunkBytesMax: 4_000_000, partitionsAtOnce: 4 },
      handle: async ({ partition, messages }) =>
        void this.messages.push(...messages.map((message) => ({ ...message, partition }))),
    });
  }

  stop(): Promise<void> {
    return this.consumer.stop();
  }
}
