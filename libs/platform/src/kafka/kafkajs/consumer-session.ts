import { Logger } from '@nestjs/common';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { ConsumerPlan } from '../message-broker';
import { brokerFailure, originOf } from './broker-failure';
import { chunksOf } from './chunks';
import { HeldPartitions } from './held-partitions';

/** So long nobody takes over the partitions of a recorder that was killed; a chunk is handled in far less. */
const SESSION_TIMEOUT_MS = 20_000;
const HEARTBEAT_INTERVAL_MS = 3_000;
const REBALANCE_TIMEOUT_MS = 60_000;
/** How soon a resumed partition is fetched again when all others are held too; new messages do not wait for it. */
const FETCH_WAIT_MS = 500;
const PARTITION_BYTES_MAX = 1024 * 1024;
const FETCH_BYTES_MAX = 8 * 1024 * 1024;
/** Longer than any rebalance. */
const SILENCE_MAX_MS = 120_000;
const SILENCE_CHECK_MS = 10_000;
const DISCONNECT_LIMIT_MS = 10_000;

const logger = new Logger('KafkaConsumer');

/** One life of the client's consumer, from joining its group to its end. It is never restarted: the next life is a new one. */
export class ConsumerSession {
  /** Null until it fetched for the first time; then the partitions it holds. */
  partitions: readonly number[] | null = null;
  readonly held = new HeldPartitions();
  private readonly consumer: Consumer;
  private readonly end: Promise<string | null>;
  private finish!: (reason: string | null) => void;
  private assigned: readonly number[] = [];
  private handling = 0;
  private lastSignAtMs = Date.now();

  constructor(
    client: Kafka,
    private readonly plan: ConsumerPlan,
  ) {
    this.end = new Promise((resolve) => (this.finish = resolve));
    this.consumer = client.consumer({
      groupId: plan.groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_INTERVAL_MS,
      rebalanceTimeout: REBALANCE_TIMEOUT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: PARTITION_BYTES_MAX,
      maxBytes: FETCH_BYTES_MAX,
      // Whoever dies is replaced from outside, so that there is one way to live again and somebody knows of it.
      retry: { restartOnFailure: () => Promise.resolve(false) },
    });
    this.listen();
  }

  /** Resolves when it is over: with the reason where it died, with null where it was stopped. */
  async run(): Promise<string | null> {
    const watch = setInterval(() => this.endIfSilent(), SILENCE_CHECK_MS);
    try {
      await this.consumer.connect();
      await this.consumer.subscribe({ topics: [this.plan.topic], fromBeginning: true });
      await this.consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: this.plan.partitionsAtOnce,
        eachBatch: (payload) => this.takeBatch(payload),
      });
    } catch (error) {
      this.finish(reasonOf(error, this.plan.topic));
    }
    const reason = await this.end;
    clearInterval(watch);
    this.held.clear();
    this.partitions = null;
    if (reason !== null) await within(DISCONNECT_LIMIT_MS, this.consumer.disconnect());
    return reason;
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    await this.consumer
      .disconnect()
      .catch((error: Error) => logger.warn(`It did not leave in order: ${error.message}`));
    this.finish(null);
  }

  private listen(): void {
    const { CRASH, FETCH, GROUP_JOIN, HEARTBEAT } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      this.sign();
      this.assigned = payload.memberAssignment[this.plan.topic] ?? [];
      this.held.keepOnly(this.assigned);
      if (this.partitions !== null) this.partitions = this.assigned;
    });
    this.consumer.on(FETCH, () => {
      this.sign();
      this.partitions = this.assigned;
    });
    this.consumer.on(HEARTBEAT, () => this.sign());
    this.consumer.on(CRASH, ({ payload }) => this.finish(reasonOf(payload.error, this.plan.topic)));
  }

  private sign(): void {
    this.lastSignAtMs = Date.now();
  }

  /** A consumer that neither works nor speaks to its group is dead, whatever it says of itself. */
  private endIfSilent(): void {
    const silentMs = Date.now() - this.lastSignAtMs;
    if (this.handling > 0) this.sign();
    else if (silentMs > SILENCE_MAX_MS)
      this.finish(`It showed no sign of life for ${Math.round(silentMs / 1000)} seconds.`);
  }

  /** Errors of the client go back to it: it joins its group anew, or dies and says so. */
  private async takeBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, uncommittedOffsets } = payload;
    this.handling++;
    try {
      for (const messages of chunksOf(batch.messages, this.plan)) {
        if (!payload.isRunning() || payload.isStale()) return;
        try {
          await this.plan.handle({ topic: batch.topic, partition: batch.partition, messages });
        } catch (error) {
          return this.holdBack(payload, messages[0]!.offset, error as Error);
        }
        if (this.held.release(batch.partition)) logger.log(`Partition ${batch.partition} goes on.`);
        resolveOffset(messages.at(-1)!.offset);
        await commitOffsetsIfNecessary(uncommittedOffsets());
        await heartbeat();
      }
    } finally {
      this.handling--;
    }
  }

  /** Its messages are dropped here and fetched again after the wait, from the last one that was handled. */
  private holdBack({ batch: { partition }, pause }: EachBatchPayload, offset: string, { message }: Error): void {
    const waitMs = this.held.hold(partition, message, pause());
    logger.warn(`Partition ${partition} is held back at offset ${offset} for ${waitMs} ms: ${message}`);
  }
}

const reasonOf = (error: unknown, topic: string): string => {
  const known = brokerFailure(error, topic);
  return 'code' in known && known.code === 'topic-missing' ? known.message : originOf(error).message;
};

const within = async (limitMs: number, work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([work.catch(() => undefined), limit]);
  clearTimeout(timer);
};
