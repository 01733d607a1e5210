import type { Admin, Kafka } from 'kafkajs';
import { type ConsumerPlan, MessageBrokerUnavailable, type PartitionLag } from '../message-broker';

const ANSWER_LIMIT_MS = 3_000;

/** What the brokers say of a partition and of how far the group has come on it. */
export interface PartitionPlace {
  readonly partition: number;
  /** Offset of the oldest message that is still there. */
  readonly low: bigint;
  /** Offset that the next message will get. */
  readonly high: bigint;
  /** What the group reads next; null where it has committed nothing. */
  readonly committed: bigint | null;
  /** Whether a client found that the next message was gone, and had the group go on with the oldest one. */
  readonly wasReset: boolean;
}

/** What the client commits then: "the oldest", whichever that will be. */
const OLDEST = '-2';

const behind = ({ low, high, committed }: PartitionPlace): number => {
  const next = committed === null || committed < low ? low : committed;
  return next < high ? Number(high - next) : 0;
};

const offsetOf = (committed: string | undefined): bigint | null =>
  committed === undefined || committed.startsWith('-') ? null : BigInt(committed);

/** How far a group is behind, as the brokers see it: it grows while a partition is held back, too. */
export class GroupLag {
  private open: Promise<Admin> | null = null;

  constructor(
    private readonly newClient: () => Kafka,
    private readonly plan: Pick<ConsumerPlan, 'topic' | 'groupId'>,
  ) {}

  async of(partitions: readonly number[]): Promise<PartitionLag[]> {
    return (await this.places())
      .filter(({ partition }) => partitions.includes(partition))
      .map((place) => ({ partition: place.partition, lagMessages: behind(place) }));
  }

  /** Of all partitions. Throws `MessageBrokerUnavailable`, or the client's error, where the brokers do not answer soon. */
  async places(): Promise<PartitionPlace[]> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new MessageBrokerUnavailable('Kafka did not answer soon.')), ANSWER_LIMIT_MS);
    });
    try {
      return await Promise.race([this.ask(), limit]);
    } catch (error) {
      // Not awaited: whoever asked has waited long enough.
      void this.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    const admin = this.open;
    this.open = null;
    await admin?.then((connected) => connected.disconnect()).catch(() => undefined);
  }

  private async ask(): Promise<PartitionPlace[]> {
    const { topic, groupId } = this.plan;
    this.open ??= this.connect();
    const admin = await this.open;
    const [ends, groups] = await Promise.all([
      admin.fetchTopicOffsets(topic),
      admin.fetchOffsets({ groupId, topics: [topic] }),
    ]);
    const committed = new Map(groups[0]?.partitions.map(({ partition, offset }) => [partition, offset]));
    return ends.map(({ partition, high, low }) => ({
      ...{ partition, low: BigInt(low), high: BigInt(high) },
      ...{ committed: offsetOf(committed.get(partition)), wasReset: committed.get(partition) === OLDEST },
    }));
  }

  private async connect(): Promise<Admin> {
    const admin = this.newClient().admin({ retry: { retries: 1 } });
    await admin.connect();
    return admin;
  }
}
