import { randomBytes } from 'node:crypto';
import { Kafka } from 'kafkajs';
import { type EventStore } from '@gemba/event-sourcing';
import { gembaTopics, KafkaConfig, type MessageBroker, openMessageBroker } from '@gemba/platform';
import {
  describeOnKafka,
  describeOnOwnKafka,
  type OwnBroker,
  startOwnBroker,
  uniqueName,
  waitUntil,
} from '@gemba/test-support';
import { recordAll } from '../testing/record-all';
import { saleProcess, type StoryEvent, told } from '../testing/sales-story';
import { AS_OF, aRecord, bedOfEachTest, prepared, type TestBed } from '../testing/test-projection';
import { makePublisher } from './make-publisher';
import { type Publisher } from './publisher';
import { breachesOf } from './testing/contract';
import { asCloudEvent, dataOf, headersOf } from './testing/read-message';
import { type ReadMessage, TopicReader } from './testing/topic-reader';

const BROKER_COPIES = 1;

const configFor = (brokers: readonly string[]): KafkaConfig =>
  Object.assign(new KafkaConfig(), {
    brokers,
    ...{ eventsTopic: uniqueName('in'), recordedTopic: uniqueName('recorded'), findingsTopic: uniqueName('findings') },
  });

const ensureTopics = async (broker: MessageBroker, config: KafkaConfig): Promise<void> => {
  const topics = broker.topics();
  await topics.ensure(gembaTopics(config, BROKER_COPIES));
  await topics.close();
};

const effort = (dealId: string, no: number): StoryEvent =>
  told('deal', dealId, 'EffortLogged', '2026-03-02T09:00:00Z', { hours: no, kind: 'talk' });

/** So many events of so many deals, one after the other in turn. */
const efforts = (deals: number, events: number): StoryEvent[] =>
  Array.from({ length: events }, (_, i) => effort(`crm:${i % deals}`, Math.floor(i / deals)));

const positionOf = (message: ReadMessage): number => Number(headersOf(message)['ce_position']);

/** What a consumer keeps that drops whatever is not above the last position it read of a partition. */
const withoutRepeats = (messages: readonly ReadMessage[]): ReadMessage[] => {
  const last = new Map<number, number>();
  return messages.filter((message) => {
    const isNew = positionOf(message) > (last.get(message.partition) ?? 0);
    if (isNew) last.set(message.partition, positionOf(message));
    return isNew;
  });
};

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const sorted = (messages: readonly ReadMessage[]): number[] => messages.map(positionOf).sort((a, b) => a - b);

/** Publishers and readers of one spec; what it began ends with it. */
const aBus = (bed: TestBed) => {
  const bus = {
    store: aRecord() as EventStore,
    publishers: [] as Publisher[],
    readers: [] as TopicReader[],
    start: (broker: MessageBroker, kafka: KafkaConfig): Publisher => {
      const publisher = makePublisher({
        ...{ broker, kafka, store: bus.store, pool: bed.pool, tables: 'projection' },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        onPublished: () => undefined,
      });
      bus.publishers.push(publisher);
      publisher.start();
      return publisher;
    },
    read: (broker: MessageBroker, topic: string): readonly ReadMessage[] => {
      const reader = new TopicReader(broker, topic, uniqueName('group'));
      bus.readers.push(reader);
      return reader.messages;
    },
    end: async (): Promise<void> => {
      await Promise.all(bus.publishers.map((publisher) => publisher.stop()));
      await Promise.all(bus.readers.map((reader) => reader.stop()));
    },
  };
  return bus;
};

const stateOf = ({ feeds }: Publisher, name: string) => feeds.find(({ feed }) => feed.name === name)!.state;
const isDone = ({ feeds }: Publisher) =>
  waitUntil(async () => {
    const behind = await Promise.all(feeds.map(({ feed }) => feed.behind()));
    return behind.every(({ positions }) => positions === 0);
  });

describeOnKafka('publishing to Kafka', ({ brokers }) => {
  afterEach(() => bus.end());
  const bed = bedOfEachTest();
  let config: KafkaConfig;
  let broker: MessageBroker;
  let bus: ReturnType<typeof aBus>;
  beforeEach(async () => {
    config = configFor(brokers);
    broker = openMessageBroker(config)!;
    bus = aBus(bed);
    await Promise.all([ensureTopics(broker, config), prepared(bed.pool)]);
  });

  it('lays every event on the partition of its deal, in the order of the record', async () => {
    await recordAll(bus.store, efforts(37, 2_000));
    const publisher = bus.start(broker, config);
    const messages = bus.read(broker, config.recordedTopic);
    await isDone(publisher);
    await waitUntil(() => messages.length >= 2_000);
    expect(sorted(messages)).toEqual(upTo(2_000));
    expect(withoutRepeats(messages)).toHaveLength(2_000);
    const partitions = new Map(messages.map(({ key, partition }) => [String(key), partition]));
    expect(partitions.size).toBe(37);
    expect(messages.every(({ key, partition }) => partitions.get(String(key)) === partition)).toBe(true);
    for (const message of messages.slice(0, 50)) {
      expect(breachesOf('RecordedHeaders.v1', headersOf(message))).toEqual([]);
      expect(breachesOf('EffortLogged.v1', dataOf(message))).toEqual([]);
      expect(asCloudEvent(message)).toMatchObject({ type: 'gemba.EffortLogged.v1', data: dataOf(message) });
    }
  });

  it('sends again what went out without being noted, on the same partitions, so that positions tell it', async () => {
    const linked = told('quote', 'crm:q', 'QuoteSent', '2026-03-02T09:00:00Z', { dealId: 'crm:1' });
    const unlinked = told('quote', 'crm:q', 'QuoteAccepted', '2026-03-03T09:00:00Z');
    await recordAll(bus.store, [unlinked, ...efforts(5, 100)]);
    const messages = bus.read(broker, config.recordedTopic);
    const first = bus.start(broker, config);
    await isDone(first);
    await first.stop();
    // As if it had died before it noted anything; meanwhile the quote's deal became known.
    await bed.pool.query(`update projection.publication set position = 0, event_id = null where feed = 'recorded'`);
    await recordAll(bus.store, [linked]);
    await isDone(bus.start(broker, config));
    await waitUntil(() => messages.length >= 203);
    expect(sorted(messages)).toEqual([...upTo(101), ...upTo(102)].sort((a, b) => a - b));
    expect(sorted(withoutRepeats(messages))).toEqual(upTo(102));
  });

  it('lays findings on the partition of their deal, what is taken back after what was drawn', async () => {
    const process = saleProcess(['contact', 'survey', 'offer'], { leadingTo: { contact: 'survey', survey: 'offer' } });
    const enters = (stepKey: string, day: number) =>
      told('deal', 'crm:1', 'StepEntered', `2026-03-0${day}T09:00:00Z`, { stepKey });
    const opened = told('deal', 'crm:1', 'DealOpened', '2026-03-01T09:00:00Z', { processId: 'sale' });
    const live = await prepared(bed.pool);
    const messages = bus.read(broker, config.findingsTopic);
    const publisher = bus.start(broker, config);
    for (const events of [[...process, opened, enters('contact', 2), enters('offer', 4)], [enters('survey', 3)]]) {
      await recordAll(bus.store, events);
      await live.catchUp(bus.store, (await bus.store.head()).position, AS_OF);
      await isDone(publisher);
    }
    await waitUntil(() => messages.length >= 2);
    expect(messages.map((message) => [String(message.key), asCloudEvent(message).type, dataOf(message)])).toMatchObject(
      [
        ['crm:1', 'gemba.ShortcutDetected.v1', { holds: true, detail: { stepKey: 'survey' } }],
        ['crm:1', 'gemba.ShortcutRetracted.v1', { holds: false, detail: { stepKey: 'survey' } }],
      ],
    );
    expect(new Set(messages.map(({ partition }) => partition)).size).toBe(1);
  });

  it('waits for a topic that is missing, says so, and goes on when it is there', async () => {
    const later = configFor(brokers);
    await recordAll(bus.store, efforts(3, 10));
    const publisher = bus.start(broker, later);
    await waitUntil(() => stateOf(publisher, 'recorded').fault?.includes('gemba topics ensure') === true);
    await ensureTopics(broker, later);
    await isDone(publisher);
    await waitUntil(() => stateOf(publisher, 'recorded').fault === null);
  });

  it('stops before an event that the topic does not take, names it, and goes on when it does', async () => {
    const admin = new Kafka({ brokers: [...brokers] }).admin();
    const limit = (bytes: number) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          { type: 2, name: config.recordedTopic, configEntries: [{ name: 'max.message.bytes', value: String(bytes) }] },
        ],
      });
    await admin.connect();
    try {
      await limit(20_000);
      const large = told('deal', 'crm:large', 'DealAmended', '2026-03-02T09:00:00Z', {
        ...{ field: 'notes', to: randomBytes(40_000).toString('base64') },
      });
      await recordAll(bus.store, [...efforts(3, 5), large, effort('crm:1', 99)]);
      const messages = bus.read(broker, config.recordedTopic);
      const publisher = bus.start(broker, config);
      await waitUntil(() => stateOf(publisher, 'recorded').doing === 'blocked');
      expect(stateOf(publisher, 'recorded').fault).toContain('gemba.DealAmended.v1 at position 6');
      await waitUntil(() => withoutRepeats(messages).length >= 5);
      expect(sorted(withoutRepeats(messages))).toEqual(expect.arrayContaining(upTo(5)));
      expect(sorted(messages)).not.toContain(6);
      await limit(200_000);
      await isDone(publisher);
      await waitUntil(() => withoutRepeats(messages).length >= 7);
      expect(sorted(withoutRepeats(messages))).toEqual(upTo(7));
    } finally {
      await admin.disconnect();
    }
  });
});

describeOnOwnKafka('publishing to a broker that goes away', () => {
  afterEach(() => bus.end());
  const bed = bedOfEachTest();
  let own: OwnBroker;
  let bus: ReturnType<typeof aBus>;
  beforeAll(async () => void (own = await startOwnBroker()));
  beforeEach(async () => {
    bus = aBus(bed);
    await prepared(bed.pool);
  });
  afterAll(() => own.remove());

  it.each(['stop', 'kill'] as const)('by %s: says so, and loses nothing of what is recorded meanwhile', async (way) => {
    const config = configFor(own.brokers);
    const broker = openMessageBroker(config)!;
    await ensureTopics(broker, config);
    await recordAll(bus.store, efforts(20, 300));
    const publisher = bus.start(broker, config);
    await isDone(publisher);
    await own[way]();
    await recordAll(bus.store, efforts(20, 900).slice(300));
    await waitUntil(() => stateOf(publisher, 'recorded').fault !== null);
    expect(stateOf(publisher, 'recorded').doing).toBe('retrying');
    await own.start();
    await isDone(publisher);
    expect(stateOf(publisher, 'recorded')).toEqual({ doing: 'publishing', fault: null });
    const messages = bus.read(broker, config.recordedTopic);
    await waitUntil(() => withoutRepeats(messages).length >= 900);
    expect(sorted(withoutRepeats(messages))).toEqual(upTo(900));
  });
});
