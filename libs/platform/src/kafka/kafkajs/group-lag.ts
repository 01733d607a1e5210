import type { Admin, Kafka } from 'kafkajs';
import { type ConsumerPlan, MessageBrokerUnavailable, type PartitionLag } from '../message-broker';

const ANSWER_LIMIT_MS = 3_000;

const behind = (high: string, low: string, committed: string | undefined): number => {
  const next = committed === undefined || committed.startsWith('-') ? BigInt(low) : BigInt(committed);
  const from = next < BigInt(low) ? BigInt(low) : next;
  return Math.max(0, Number(BigInt(high) - from));
};

/** How far a group is behind, as the brokers see it: it grows while a partition is held back, too. */
export class GroupLag {
  private open: Promise<Admin> | null = null;

  constructor(
    private readonly newClient: () => Kafka,
    private readonly plan: Pick<ConsumerPlan, 'topic' | 'groupId'>,
  ) {}

  async of(partitions: readonly number[]): Promise<PartitionLag[]> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new MessageBrokerUnavailable('Kafka did not answer soon.')), ANSWER_LIMIT_MS);
    });
    try {
      return await Promise.race([this.ask(partitions), limit]);
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

  private async ask(partitions: readonly number[]): Promise<PartitionLag[]> {
    const { topic, groupId } = this.plan;
    this.open ??= this.connect();
    const admin = await this.open;
    const [ends, groups] = await Promise.all([
      admin.fetchTopicOffsets(topic),
      admin.fetchOffsets({ groupId, topics: [topic] }),
    ]);
    const committed = new Map(groups[0]?.partitions.map(({ partition, offset }) => [partition, offset]));
    return ends
      .filter(({ partition }) => partitions.includes(partition))
      .map(({ partition, high, low }) => ({ partition, lagMessages: behind(high, low, committed.get(partition)) }));
  }

  private async connect(): Promise<Admin> {
    const admin = this.newClient().admin({ retry: { retries: 1 } });
    await admin.connect();
    return admin;
  }
}
