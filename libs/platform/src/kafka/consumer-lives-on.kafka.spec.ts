import {
  describeOnKafka,
  describeOnOwnKafka,
  type OwnBroker,
  startOwnBroker,
  uniqueName,
  waitUntil,
} from '@gemba/test-support';
import { CompressionCodecs, CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { gembaTopics, KafkaConfig, type MessageBroker, type MessageConsumer, openMessageBroker } from '.';
import type { Patience } from './kafkajs/patience';
import { lz4Frame } from './testing/lz4-frame';

/** What nobody answers is given up after a second or two, so that a spec need not wait as long as an installation does. */
const IMPATIENT: Patience = {
  ...{ connectMs: 1_000, requestMs: 1_500, retries: 1 },
  // The shortest session that brokers allow by default.
  ...{ sessionMs: 6_000, heartbeatMs: 500, rebalanceMs: 6_000 },
};

const configFor = (brokers: readonly string[]): KafkaConfig =>
  Object.assign(new KafkaConfig(), { brokers, eventsTopic: uniqueName('events') });

const make = async (config: KafkaConfig, settings: Readonly<Record<string, string>> = {}): Promise<MessageBroker> => {
  const broker = openMessageBroker(config, IMPATIENT)!;
  const topics = broker.topics();
  const [events] = gembaTopics(config, 1);
  await topics.ensure([{ ...events!, settings: { ...events!.settings, ...settings } }]);
  await topics.close();
  return broker;
};

const planFor = (topic: string, handled: string[]) => ({
  ...{ topic, groupId: uniqueName('group'), chunkMessagesMax: 100, chunkBytesMax: 1_000_000, partitionsAtOnce: 2 },
  handle: ({ messages }: { messages: readonly { value: Buffer | null }[] }) =>
    Promise.resolve(void handled.push(...messages.map(({ value }) => value!.toString()))),
});

const message = (text: string) => ({ key: Buffer.from('k'), value: Buffer.from(text), headers: [] });

/** What a producer does that writes LZ4, as many do. */
const sendAsLz4 = async ({ brokers, eventsTopic }: KafkaConfig, text: string): Promise<void> => {
  const refusing = CompressionCodecs[CompressionTypes.LZ4];
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: ({ buffer }: { buffer: Buffer }) => Promise.resolve(lz4Frame(buffer)),
    decompress: () => Promise.reject(new Error('only the producer knows it')),
  });
  const producer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic: eventsTopic, compression: CompressionTypes.LZ4, messages: [{ key: 'k', value: text }] });
  await producer.disconnect();
  CompressionCodecs[CompressionTypes.LZ4] = refusing;
};

describeOnKafka('a consumer beside producers that compress as they like', (kafka) => {
  const consumers: MessageConsumer[] = [];
  afterEach(() => Promise.all(consumers.splice(0).map((consumer) => consumer.stop())));

  it('reads what they sent on a topic made by us, since the brokers write it anew', async () => {
    const config = configFor(kafka.brokers);
    const broker = await make(config);
    const handled: string[] = [];
    consumers.push(broker.consume(planFor(config.eventsTopic, handled)));
    await sendAsLz4(config, 'in LZ4');
    await waitUntil(() => handled.length === 1);
    expect(handled).toEqual(['in LZ4']);
  });

  it('dies of it on another topic, says so, is made anew, and goes on when the message is gone', async () => {
    const config = configFor(kafka.brokers);
    const broker = await make(config, { 'compression.type': 'producer' });
    const handled: string[] = [];
    const consumer = broker.consume(planFor(config.eventsTopic, handled));
    consumers.push(consumer);
    await sendAsLz4(config, 'in LZ4');
    await waitUntil(() => consumer.rebuilds >= 2);
    await waitUntil(() => consumer.state.status === 'rebuilding');
    expect(consumer.state).toMatchObject({ reason: expect.stringContaining('LZ4') as string });

    const producer = broker.producer();
    await producer.send(config.eventsTopic, [message('readable')]);
    await producer.close();
    const admin = new Kafka({ brokers: [...config.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(config.eventsTopic);
    const { partition } = ends.find(({ high }) => high === '2')!;
    await admin.deleteTopicRecords({ topic: config.eventsTopic, partitions: [{ partition, offset: '1' }] });
    await admin.disconnect();
    await waitUntil(() => handled.length === 1);
    expect(handled).toEqual(['readable']);
    expect(consumer.state.status).toBe('consuming');
  });
});

describeOnOwnKafka('brokers that go away and come back', () => {
  let kafka: OwnBroker;
  beforeAll(async () => void (kafka = await startOwnBroker()));
  afterAll(() => kafka.remove());

  it.each(['stop', 'kill'] as const)(
    'by %s: producer and consumer go on where they were, nothing is lost',
    async (how) => {
      const config = configFor(kafka.brokers);
      const broker = await make(config);
      const handled: string[] = [];
      const consumer = broker.consume(planFor(config.eventsTopic, handled));
      const producer = broker.producer();
      await producer.send(config.eventsTopic, [message('before')]);
      await waitUntil(() => handled.includes('before'));

      await kafka[how]();
      await expect(producer.send(config.eventsTopic, [message('during')])).rejects.toMatchObject({
        code: 'message-broker-unavailable',
      });
      await waitUntil(() => consumer.state.status === 'rebuilding');
      await expect(consumer.lag()).resolves.toEqual([]);

      await kafka.start();
      await producer.send(config.eventsTopic, [message('during'), message('after')]);
      await waitUntil(() => handled.includes('after'));
      expect([...new Set(handled)]).toEqual(['before', 'during', 'after']);
      expect(consumer.state.status).toBe('consuming');
      await producer.close();
      await consumer.stop();
      expect(consumer.state.status).toBe('stopped');
    },
  );

  it('by falling silent with open connections: who waits for them gives up, and goes on when they answer', async () => {
    const config = configFor(kafka.brokers);
    const broker = await make(config);
    const handled: string[] = [];
    const consumer = broker.consume(planFor(config.eventsTopic, handled));
    const producer = broker.producer();
    await producer.send(config.eventsTopic, [message('before')]);
    await waitUntil(() => handled.includes('before'));
    await kafka.freeze();
    await expect(consumer.lag()).rejects.toMatchObject({ code: 'message-broker-unavailable' });
    await expect(producer.send(config.eventsTopic, [message('during')])).rejects.toMatchObject({
      code: 'message-broker-unavailable',
    });
    await waitUntil(() => consumer.state.status === 'rebuilding');
    await kafka.thaw();
    await producer.send(config.eventsTopic, [message('after')]);
    await waitUntil(() => handled.includes('after'));
    // What nobody heard the answer to may have been written, and then stands before what came later.
    expect([['before', 'after'].join(), ['before', 'during', 'after'].join()]).toContain([...new Set(handled)].join());
    await producer.close();
    await consumer.stop();
  });

  it('end with nobody waiting for them: what is stopped during an outage stops', async () => {
    const config = configFor(kafka.brokers);
    const broker = await make(config);
    const consumer = broker.consume(planFor(config.eventsTopic, []));
    await waitUntil(() => consumer.state.status === 'consuming');
    await kafka.stop();
    await consumer.stop();
    const late = broker.consume(planFor(config.eventsTopic, []));
    await waitUntil(() => late.state.status === 'rebuilding');
    await late.stop();
    await kafka.start();
  });
});
