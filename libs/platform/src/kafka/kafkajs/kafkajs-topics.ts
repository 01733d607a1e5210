import { setTimeout as pause } from 'node:timers/promises';
import { type Admin, ConfigResourceTypes, type ITopicMetadata, type Kafka } from 'kafkajs';
import { MessageBrokerUnavailable } from '../message-broker';
import {
  type TopicAdministration,
  type TopicDifference,
  type TopicPlan,
  TopicRefused,
  type TopicReport,
} from '../topic-administration';
import { originOf } from './broker-failure';

/** Answers of a broker that speak of the wish, not of its own state. */
const REFUSALS: ReadonlySet<string> = new Set([
  'INVALID_REPLICATION_FACTOR',
  'INVALID_PARTITIONS',
  'INVALID_CONFIG',
  'INVALID_TOPIC_EXCEPTION',
  'POLICY_VIOLATION',
  'TOPIC_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
]);

interface CreationFailure {
  readonly errors?: readonly { readonly topic: string; readonly type: string; readonly message: string }[];
}

export class KafkajsTopics implements TopicAdministration {
  private open: Promise<Admin> | null = null;

  constructor(private readonly newClient: () => Kafka) {}

  async ensure(plans: readonly TopicPlan[], { onlyLook = false } = {}): Promise<TopicReport[]> {
    try {
      const admin = await (this.open ??= this.connect());
      const known = new Set(await admin.listTopics());
      const missing = plans.filter(({ topic }) => !known.has(topic));
      if (!onlyLook && missing.length > 0) {
        await create(admin, missing);
        await untilLed(
          admin,
          missing.map(({ topic }) => topic),
        );
      }
      const found = await describe(
        admin,
        plans.filter(({ topic }) => known.has(topic)).map(({ topic }) => topic),
      );
      return plans.map((plan) => reportOf(plan, found.get(plan.topic), onlyLook));
    } catch (error) {
      if (error instanceof TopicRefused) throw error;
      throw new MessageBrokerUnavailable(`Kafka cannot be asked: ${originOf(error).message}`, { cause: error });
    }
  }

  async close(): Promise<void> {
    await this.open?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  private async connect(): Promise<Admin> {
    const admin = this.newClient().admin();
    await admin.connect();
    return admin;
  }
}

const create = async (admin: Admin, plans: readonly TopicPlan[]): Promise<void> => {
  const topics = plans.map(({ topic, partitions, replicationFactor, settings }) => ({
    topic,
    numPartitions: partitions,
    replicationFactor,
    configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
  }));
  try {
    // The client's own waiting for leaders fails where a busy broker does not know its newest topic at once.
    await admin.createTopics({ waitForLeaders: false, topics });
  } catch (error) {
    const refused = (error as CreationFailure).errors?.find(({ type }) => REFUSALS.has(type));
    if (refused === undefined) throw error;
    throw new TopicRefused(`Kafka does not create ${refused.topic}: ${refused.message} (${refused.type})`);
  }
};

/** What a broker says of a topic that it is just about to have. */
const NOT_YET: ReadonlySet<string> = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);
const LEADERS_LIMIT_MS = 60_000;
const LOOK_AGAIN_MS = 200;

/** Resolves when each partition has a leader, so that whoever comes next can send and read. */
const untilLed = async (admin: Admin, names: readonly string[]): Promise<void> => {
  const deadlineMs = Date.now() + LEADERS_LIMIT_MS;
  for (;;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
      if (topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)))
        return;
    } catch (error) {
      if (!NOT_YET.has(originOf(error).type ?? '') || Date.now() > deadlineMs) throw error;
    }
    if (Date.now() > deadlineMs)
      throw new Error(`after ${LEADERS_LIMIT_MS} ms some partitions of ${names.join(', ')} have no leader`);
    await pause(LOOK_AGAIN_MS);
  }
};

interface FoundTopic {
  readonly metadata: ITopicMetadata;
  readonly settings: ReadonlyMap<string, string>;
}

const describe = async (admin: Admin, names: readonly string[]): Promise<ReadonlyMap<string, FoundTopic>> => {
  if (names.length === 0) return new Map();
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const settingsOf = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return new Map(
    topics.map((metadata) => [metadata.name, { metadata, settings: settingsOf.get(metadata.name) ?? new Map() }]),
  );
};

const reportOf = (plan: TopicPlan, found: FoundTopic | undefined, onlyLook: boolean): TopicReport => {
  const { topic } = plan;
  if (found === undefined) return { topic, outcome: onlyLook ? 'missing' : 'created', differences: [] };
  const differences = differencesBetween(plan, found);
  return { topic, outcome: differences.length === 0 ? 'as-planned' : 'different', differences };
};

const differencesBetween = (plan: TopicPlan, { metadata, settings }: FoundTopic): TopicDifference[] => {
  const copies = Math.min(...metadata.partitions.map(({ replicas }) => replicas.length));
  const compared: [string, string, string][] = [
    ['partitions', String(plan.partitions), String(metadata.partitions.length)],
    ['replication factor', String(plan.replicationFactor), String(copies)],
    ...Object.entries(plan.settings).map(([name, planned]): [string, string, string] => [
      name,
      planned,
      settings.get(name) ?? 'unknown',
    ]),
  ];
  return compared.flatMap(([name, planned, found]) => (planned === found ? [] : [{ name, planned, found }]));
};
