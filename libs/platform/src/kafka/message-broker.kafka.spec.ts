import { describeOnKafka, type TestBroker, uniqueName, waitUntil } from '@gemba/test-support';
import {
  deadLetterTopic,
  gembaTopics,
  type IncomingMessage,
  KafkaConfig,
  type MessageBroker,
  type MessageConsumer,
  type MessageHeader,
  openMessageBroker,
  type OutgoingMessage,
  textHeader,
  TopicMissing,
} from '.';

const configFor = ({ brokers }: TestBroker): KafkaConfig =>
  Object.assign(new KafkaConfig(), { brokers, eventsTopic: uniqueName('events') });

const message = (key: string, value: string, headers: readonly MessageHeader[] = []): OutgoingMessage => ({
  key: Buffer.from(key),
  value: Buffer.from(value),
  headers,
});

const textOf = ({ value }: IncomingMessage): string => value?.toString() ?? 'null';

describeOnKafka('the message broker', (kafka) => {
  const config = configFor(kafka);
  const { eventsTopic: topic } = config;
  let broker: MessageBroker;
  const consumers: MessageConsumer[] = [];
  const producer = () => broker.producer();

  const plan = (
    handle: (texts: string[], partition: number, messages: readonly IncomingMessage[]) => unknown,
    groupId = uniqueName('group'),
  ) => ({
    ...{ topic, groupId, chunkMessagesMax: 100, chunkBytesMax: 1_000_000, partitionsAtOnce: 3 },
    handle: async ({ partition, messages }: { partition: number; messages: readonly IncomingMessage[] }) =>
      void (await handle(messages.map(textOf), partition, messages)),
  });

  const consume = (...planned: Parameters<typeof plan>): MessageConsumer => {
    const consumer = broker.consume(plan(...planned));
    consumers.push(consumer);
    return consumer;
  };

  beforeAll(async () => {
    broker = openMessageBroker(config)!;
    const topics = broker.topics();
    await topics.ensure(gembaTopics(config, 1).slice(0, 2));
    await topics.close();
  });

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
  });

  it('gives back key, value and headers as they were sent, down to null and empty ones', async () => {
    const binary = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    const sent: OutgoingMessage[] = [
      { key: binary, value: binary, headers: [{ name: 'ce_id', value: binary }] },
      {
        key: Buffer.alloc(0),
        value: Buffer.alloc(0),
        headers: [{ name: 'empty', value: Buffer.alloc(0) }],
        partition: 0,
      },
      { key: null, value: null, headers: [{ name: 'none', value: null }], partition: 13 },
      {
        ...{ key: null, value: Buffer.from('x'), partition: 0 },
        headers: ['1', '2', '3'].map((text) => textHeader('many', text)).concat({ name: 'many', value: null }),
      },
      {
        ...{ key: Buffer.from('k'), value: Buffer.from('y') },
        headers: ['constructor', '__proto__', 'toString', '7', 'ünïcode', ''].map((name) =>
          textHeader(name, `v ${name}`),
        ),
      },
    ];
    const found: IncomingMessage[] = [];
    await producer().send(topic, sent);
    consume((_, __, messages) => found.push(...messages));
    await waitUntil(() => found.length === sent.length);
    const shape = ({ key, value, headers }: IncomingMessage | OutgoingMessage) => ({
      ...{ key, value },
      headers: [...headers].sort((a, b) => a.name.localeCompare(b.name)),
    });
    for (const one of sent) expect(found.map(shape)).toContainEqual(shape(one));
  });

  it('keeps the order of a partition over many sends, and commits what was handled', async () => {
    const groupId = uniqueName('group');
    const sending = broker.producer();
    await Promise.all(
      Array.from({ length: 30 }, (_, batch) =>
        sending.send(
          topic,
          Array.from({ length: 20 }, (__, i) => message('one deal', `ordered ${batch * 20 + i}`)),
        ),
      ),
    );
    await sending.close();
    const handled: string[] = [];
    const first = consume((texts) => handled.push(...texts.filter((text) => text.startsWith('ordered'))), groupId);
    await waitUntil(() => handled.length === 600);
    expect(handled).toEqual(Array.from({ length: 600 }, (_, i) => `ordered ${i}`));
    await waitUntil(async () => (await first.lag()).every(({ lagMessages }) => lagMessages === 0));
    expect((await first.lag()).map(({ partition }) => partition)).toHaveLength(12);
    await first.stop();

    const again: string[] = [];
    consume((texts) => again.push(...texts), groupId);
    await broker.producer().send(topic, [message('one deal', 'after the stop')]);
    await waitUntil(() => again.includes('after the stop'));
    expect(again).toEqual(['after the stop']);
  });

  it('holds back the partition whose chunk cannot be handled, alone, until it can', async () => {
    const handled: string[] = [];
    let isOutage = true;
    await broker.producer().send(topic, [
      { ...message('k', 'held 1'), partition: 2 },
      { ...message('k', 'free 1'), partition: 5 },
      { ...message('k', 'held 2'), partition: 2 },
    ]);
    const consumer = consume((texts, partition) => {
      if (partition === 2 && isOutage) throw new Error('the store is away');
      handled.push(...texts.filter((text) => /^(held|free)/.test(text)));
    });
    await waitUntil(() => consumer.heldBack.has(2) && handled.includes('free 1'));
    await broker.producer().send(topic, [{ ...message('k', 'free 2'), partition: 5 }]);
    await waitUntil(() => handled.includes('free 2'));
    expect(handled).toEqual(['free 1', 'free 2']);
    expect([...consumer.heldBack]).toEqual([[2, 'the store is away']]);
    isOutage = false;
    await waitUntil(() => handled.length === 4);
    expect(handled.slice(2)).toEqual(['held 1', 'held 2']);
    expect(consumer.heldBack.size).toBe(0);
  });

  it('creates no topic by chance', async () => {
    const nowhere = uniqueName('nowhere');
    await expect(broker.producer().send(nowhere, [message('k', 'v')])).rejects.toThrow(TopicMissing);
    const consumer = broker.consume({ ...plan(() => undefined), topic: nowhere });
    consumers.push(consumer);
    await waitUntil(() => consumer.state.status === 'rebuilding');
    expect(consumer.state).toEqual({ status: 'rebuilding', reason: new TopicMissing(nowhere).message });
    const topics = broker.topics();
    const [found] = await topics.ensure([{ ...gembaTopics(config, 1)[0]!, topic: nowhere }], { onlyLook: true });
    await topics.close();
    expect(found).toMatchObject({ outcome: 'missing' });
  });
});

describeOnKafka('the administration of topics', (kafka) => {
  const config = configFor(kafka);
  const plans = gembaTopics(config, 1).slice(0, 2);
  const ensure = async (...given: Parameters<ReturnType<MessageBroker['topics']>['ensure']>) => {
    const topics = openMessageBroker(config)!.topics();
    try {
      return await topics.ensure(...given);
    } finally {
      await topics.close();
    }
  };

  it('creates what is missing once, and then finds it as planned', async () => {
    const names = [config.eventsTopic, deadLetterTopic(config.eventsTopic)];
    expect(await ensure(plans)).toEqual(names.map((topic) => ({ topic, outcome: 'created', differences: [] })));
    expect(await ensure(plans)).toEqual(names.map((topic) => ({ topic, outcome: 'as-planned', differences: [] })));
  });

  it('says what differs and changes nothing', async () => {
    const other = plans.map((plan) => ({
      ...plan,
      partitions: 6,
      settings: { ...plan.settings, 'retention.ms': '1' },
    }));
    const differences = [
      { name: 'partitions', planned: '6', found: '12' },
      { name: 'retention.ms', planned: '1', found: plans[0]!.settings['retention.ms'] },
    ];
    expect((await ensure(other))[0]).toEqual({ topic: config.eventsTopic, outcome: 'different', differences });
    expect((await ensure(plans))[0]).toMatchObject({ outcome: 'as-planned' });
  });

  it('is told when there are fewer brokers than copies', async () => {
    const topic = uniqueName('copies');
    await expect(ensure([{ ...plans[0]!, topic, replicationFactor: 3 }])).rejects.toMatchObject({
      code: 'topic-refused',
    });
  });
});
