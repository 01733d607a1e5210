import { Logger } from '@nestjs/common';
import { describeOnKafka, uniqueName, waitUntil } from '@gemba/test-support';
import { Kafka, logLevel } from 'kafkajs';
import { gembaTopics, KafkaConfig, type MessageBroker, type MessageConsumer, openMessageBroker } from '.';

const PARTITIONS = 12;

describeOnKafka('partitions that change hands', (kafka) => {
  const admin = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).admin();
  const consumers: MessageConsumer[] = [];
  let config: KafkaConfig;
  let topic: string;
  let groupId: string;
  let broker: MessageBroker;

  beforeAll(() => admin.connect());
  afterAll(() => admin.disconnect());
  beforeEach(async () => {
    config = Object.assign(new KafkaConfig(), { brokers: kafka.brokers, eventsTopic: uniqueName('events') });
    topic = config.eventsTopic;
    groupId = uniqueName('group');
    broker = openMessageBroker(config)!;
    await make();
  });
  afterEach(() => Promise.all(consumers.splice(0).map((consumer) => consumer.stop())));

  const make = async (): Promise<void> => {
    const topics = broker.topics();
    await topics.ensure(gembaTopics(config, 1).slice(0, 1));
    await topics.close();
  };

  const consume = (handle: (text: string, partition: number) => void): MessageConsumer => {
    const consumer = broker.consume({
      ...{ topic, groupId, chunkMessagesMax: 100, chunkBytesMax: 1_000_000, partitionsAtOnce: 3 },
      handle: async ({ partition, messages }) => {
        for (const { value } of messages) handle(value!.toString(), partition);
      },
    });
    consumers.push(consumer);
    return consumer;
  };

  const send = async (...messages: readonly (readonly [partition: number, text: string])[]): Promise<void> => {
    const producer = broker.producer();
    await producer.send(
      topic,
      messages.map(([partition, text]) => ({ key: null, value: Buffer.from(text), headers: [], partition })),
    );
    await producer.close();
  };

  const partitionsOf = ({ state }: MessageConsumer): readonly number[] =>
    state.status === 'consuming' ? state.partitions : [];

  it('while one is held back: who gets it again reads on in it', async () => {
    let isOutage = true;
    const handled: string[] = [];
    const first = consume((text) => {
      if (isOutage) throw new Error('the store is away');
      handled.push(text);
    });
    await send(...Array.from({ length: PARTITIONS }, (_, n) => [n, `held ${n}`] as const));
    await waitUntil(() => first.heldBack.size === PARTITIONS);
    const second = consume(() => {
      throw new Error('the store is away');
    });
    await waitUntil(() => partitionsOf(first).length === 6 && partitionsOf(second).length === 6);
    await second.stop();
    isOutage = false;
    await waitUntil(() => handled.length === PARTITIONS);
    expect([...handled].sort()).toEqual(Array.from({ length: PARTITIONS }, (_, n) => `held ${n}`).sort());
    expect(first.heldBack.size).toBe(0);
  });

  it('leave whoever is stopped while it joins: it is no member of its group afterwards', async () => {
    for (const waitMs of [0, 5, 20, 60, 150]) {
      const consumer = consume(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await consumer.stop();
      const { groups } = await admin.describeGroups([groupId]);
      expect(groups.map(({ members }) => members.length)).toEqual([0]);
    }
  });

  it('when messages were deleted before they were read: it is told how many, and the rest is read', async () => {
    const said = jest.fn();
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(said);
    await send([3, '0'], [4, 'x']);
    const before: string[] = [];
    const first = consume((text) => before.push(text));
    await waitUntil(() => before.length === 2);
    await waitUntil(async () => (await first.lag()).every(({ lagMessages }) => lagMessages === 0));
    await first.stop();
    await send([3, '1'], [3, '2'], [3, '3'], [4, 'y']);
    // Who deletes must know the topic's leaders.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 3, offset: '3' }] });
    const after: string[] = [];
    const second = consume((text) => after.push(text));
    await waitUntil(() => after.length === 2);
    expect(after.sort()).toEqual(['3', 'y']);
    expect(second.missedMessages).toBe(2);
    expect(said).toHaveBeenCalledWith(expect.stringContaining('Partition 3 lost the messages from offset 1 up to 2'));
    error.mockRestore();
  });

  it('when the topic is made anew while it is read: everything of the new one comes', async () => {
    const handled: string[] = [];
    consume((text) => handled.push(text));
    await send([3, 'a'], [3, 'b'], [3, 'c']);
    await waitUntil(() => handled.length === 3);
    await admin.deleteTopics({ topics: [topic] });
    await waitUntil(async () => !(await admin.listTopics()).includes(topic));
    await make();
    const news = Array.from({ length: 9 }, (_, n) => `new ${n}`);
    await send(...news.map((text) => [3, text] as const));
    await waitUntil(() => handled.includes('new 8'));
    expect([...new Set(handled.slice(3))]).toEqual(news);
  });
});
