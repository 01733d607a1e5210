import { describeOnKafka, uniqueName, waitUntil } from '@gemba/test-support';
import { CompressionTypes, Kafka, logLevel, type ProducerConfig } from 'kafkajs';
import {
  gembaTopics,
  type IncomingMessage,
  KafkaConfig,
  type MessageBroker,
  type MessageConsumer,
  openMessageBroker,
  textHeader,
} from '.';

const MIB = 1024 * 1024;

describeOnKafka('messages that mean harm', (kafka) => {
  const config = Object.assign(new KafkaConfig(), { brokers: kafka.brokers, eventsTopic: uniqueName('events') });
  const { eventsTopic: topic } = config;
  const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });
  let broker: MessageBroker;
  let consumer: MessageConsumer;
  const found: IncomingMessage[] = [];
  const keyed = (key: string): IncomingMessage[] => found.filter((one) => one.key?.toString() === key);

  beforeAll(async () => {
    broker = openMessageBroker(config)!;
    const topics = broker.topics();
    await topics.ensure(gembaTopics(config, 1).slice(0, 1));
    await topics.close();
    consumer = broker.consume({
      ...{ topic, groupId: uniqueName('group'), chunkMessagesMax: 100, chunkBytesMax: MIB, partitionsAtOnce: 3 },
      handle: ({ messages }) => Promise.resolve(void found.push(...messages)),
    });
  });
  afterAll(() => consumer.stop());

  /** Another producer than ours. */
  const withProducer = async (
    options: ProducerConfig,
    work: (producer: ReturnType<Kafka['producer']>) => Promise<unknown>,
  ): Promise<void> => {
    const producer = client.producer({ allowAutoTopicCreation: false, ...options });
    await producer.connect();
    await work(producer);
    await producer.disconnect();
  };

  const send = (key: string, ...values: readonly (Buffer | string)[]) => ({
    ...{ topic, compression: CompressionTypes.GZIP },
    messages: values.map((value) => ({ key, value, partition: 3 })),
  });

  it('by thousands of headers come with all of them, and nobody waits for it', async () => {
    const headers = Array.from({ length: 9_000 }, (_, n) => textHeader(`h${n}`, String(n)));
    const producer = broker.producer();
    await producer.send(topic, [{ key: Buffer.from('headers'), value: Buffer.from('v'), headers, partition: 3 }]);
    await producer.send(topic, [{ key: Buffer.from('behind'), value: Buffer.from('v'), headers: [], partition: 3 }]);
    await producer.close();
    await waitUntil(() => keyed('behind').length === 1);
    expect(keyed('headers')).toMatchObject([{ headers }]);
    expect(consumer.rebuilds).toBe(0);
  });

  it('by a size that only shows when they are decompressed come without value, alone', async () => {
    await withProducer({}, (producer) => producer.send(send('bomb', 'before', Buffer.alloc(200 * MIB), 'after')));
    await waitUntil(() => keyed('bomb').length === 3);
    expect(keyed('bomb').map(({ value, leftOutBytes }) => [value?.toString() ?? null, leftOutBytes])).toEqual([
      ['before', undefined],
      [null, expect.any(Number)],
      ['after', undefined],
    ]);
    expect(keyed('bomb')[1]!.leftOutBytes).toBeGreaterThan(200 * MIB);
    expect(consumer.rebuilds).toBe(0);
  });

  it('that were taken back never come; those around them do, once and in order', async () => {
    const transactional = { transactionalId: uniqueName('source'), idempotent: true, maxInFlightRequests: 1 };
    await withProducer(transactional, async (producer) => {
      for (const [value, how] of [
        ['1', 'commit'],
        ['taken back', 'abort'],
        ['2', 'commit'],
        ['taken back again', 'abort'],
      ] as const) {
        const transaction = await producer.transaction();
        await transaction.send(send('transaction', value));
        await transaction[how]();
      }
    });
    await withProducer({}, (producer) => producer.send(send('transaction', '3')));
    await waitUntil(() => keyed('transaction').length >= 3);
    expect(keyed('transaction').map(({ value }) => value!.toString())).toEqual(['1', '2', '3']);
    await waitUntil(async () => (await consumer.lag()).every(({ lagMessages }) => lagMessages === 0));
    expect(consumer.missedMessages).toBe(0);
  });
});
