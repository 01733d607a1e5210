import { CompressionTypes, type Kafka, type Message, Partitioners, type Producer } from 'kafkajs';
import type { MessageHeader, OutgoingMessage } from '../message';
import { MessageBrokerUnavailable, type MessageProducer } from '../message-broker';
import { brokerFailure } from './broker-failure';
import { encodeHeaders } from './header-encoding';

/** The client writes all messages of a call and partition as one batch, which the topic's `max.message.bytes` bounds. */
const BATCH_BYTES_MAX = 512 * 1024;
const BATCH_MESSAGES_MAX = 500;
const ACKS_TIMEOUT_MS = 8_000;
const RETRIES = { retries: 3 };

const keyed = Partitioners.DefaultPartitioner();

/** A stated partition counts round; else the key decides, so that a retry never moves a message. */
const partitioner =
  (): ReturnType<typeof Partitioners.DefaultPartitioner> =>
  ({ topic, partitionMetadata, message }) => {
    const { partition, ...rest } = message;
    if (partition !== undefined) return partition % partitionMetadata.length;
    if (message.key === null || message.key === undefined) {
      throw new TypeError('A message without key needs a partition.');
    }
    return keyed({ topic, partitionMetadata, message: rest });
  };

/**
 * One call at a time, since the client gives the sequence number of a failed batch to whatever is sent next: the broker
 * would take that for the failed one come again, and drop it. For the same reason a producer that failed is thrown away:
 * the next one has an id of its own.
 */
export class KafkajsProducer implements MessageProducer {
  private last: Promise<unknown> = Promise.resolve();
  private open: Producer | null = null;
  private isClosed = false;

  constructor(private readonly newClient: () => Kafka) {}

  send(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    if (this.isClosed) return Promise.reject(new MessageBrokerUnavailable('The producer is closed.'));
    const sent = this.last.then(() => this.sendInBatches(topic, messages));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.last;
    await this.discard();
  }

  private async sendInBatches(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    try {
      for (const batch of batchesOf(messages)) {
        const producer = await this.connected();
        await producer.send({
          topic,
          messages: batch,
          acks: -1,
          timeout: ACKS_TIMEOUT_MS,
          compression: CompressionTypes.GZIP,
        });
      }
    } catch (error) {
      await this.discard();
      throw brokerFailure(error, topic);
    }
  }

  private async connected(): Promise<Producer> {
    if (this.open !== null) return this.open;
    const producer = this.newClient().producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner: partitioner,
      retry: RETRIES,
    });
    // Kept before it is connected, so that a failure to connect discards what there is of it.
    this.open = producer;
    await producer.connect();
    return producer;
  }

  private async discard(): Promise<void> {
    const producer = this.open;
    this.open = null;
    await producer?.disconnect().catch(() => undefined);
  }
}

const bytesOf = ({ key, value, headers }: OutgoingMessage): number =>
  (key?.length ?? 0) +
  (value?.length ?? 0) +
  headers.reduce((sum, { name, value: bytes }) => sum + name.length + (bytes?.length ?? 0), 64);

const encoded = ({ key, value, headers, partition }: OutgoingMessage): Message => ({
  key,
  value,
  headers: encodeHeaders(headers as readonly MessageHeader[]),
  ...(partition === undefined ? {} : { partition }),
});

function* batchesOf(messages: readonly OutgoingMessage[]): Generator<Message[]> {
  let batch: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = bytesOf(message);
    if (batch.length > 0 && (batch.length === BATCH_MESSAGES_MAX || bytes + size > BATCH_BYTES_MAX)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(encoded(message));
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
