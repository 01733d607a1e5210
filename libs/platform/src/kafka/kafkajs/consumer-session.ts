import { Logger } from '@nestjs/common';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { ConsumerPlan } from '../message-broker';
import { brokerFailure, originOf } from './broker-failure';
import { chunksOf } from './chunks';
import { ExpectedOffsets } from './expected-offsets';
import type { PartitionPlace } from './group-lag';
import { HeldPartitions } from './held-partitions';
import type { Patience } from './patience';

/** How soon a resumed partition is fetched again when all others are held too; new messages do not wait for it. */
const FETCH_WAIT_MS = 500;
const PARTITION_BYTES_MAX = 1024 * 1024;
const FETCH_BYTES_MAX = 8 * 1024 * 1024;
/** So many rebalances would fit into a silence that counts as death. */
const REBALANCES_OF_SILENCE = 2;
const SILENCE_CHECK_MS = 10_000;
const DISCONNECT_LIMIT_MS = 10_000;
const START_LIMIT_MS = 10_000;

export interface SessionParts {
  readonly client: Kafka;
  readonly plan: ConsumerPlan;
  readonly patience: Pick<Patience, 'sessionMs' | 'heartbeatMs' | 'rebalanceMs'>;
  /** Where the group stands, as the brokers see it. */
  readonly places: () => Promise<readonly PartitionPlace[]>;
  /** Messages are gone that nobody had read. */
  readonly onMissed: (messages: number) => void;
}

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
  private readonly plan: ConsumerPlan;
  private readonly expected: ExpectedOffsets;
  /** Counts how often it joined its group: what an earlier assignment does is no news of this one. */
  private assignment = 0;
  private isStopped = false;
  private starting: Promise<void> = Promise.resolve();
  private handling = 0;
  private lastSignAtMs = Date.now();

  constructor(private readonly parts: SessionParts) {
    const { client, plan, patience, places } = parts;
    this.plan = plan;
    this.expected = new ExpectedOffsets(places);
    this.end = new Promise((resolve) => (this.finish = resolve));
    this.consumer = client.consumer({
      groupId: plan.groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: patience.sessionMs,
      heartbeatInterval: patience.heartbeatMs,
      rebalanceTimeout: patience.rebalanceMs,
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
    this.starting = this.begin().catch((error: unknown) => this.finish(reasonOf(error, this.plan.topic)));
    await this.starting;
    const reason = await this.end;
    clearInterval(watch);
    this.held.clear();
    this.partitions = null;
    if (reason !== null) await within(DISCONNECT_LIMIT_MS, this.consumer.disconnect());
    return reason;
  }

  /** Waits for what is under way. A client that is told to end while it joins would join all the same, and stay. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await within(START_LIMIT_MS, this.starting);
    await this.consumer
      .disconnect()
      .catch((error: Error) => logger.warn(`It did not leave in order: ${error.message}`));
    this.finish(null);
  }

  private async begin(): Promise<void> {
    await this.consumer.connect();
    if (this.isStopped) return;
    await this.consumer.subscribe({ topics: [this.plan.topic], fromBeginning: true });
    await this.parts.places().then(
      (places) => this.expected.remember(places),
      (error: Error) => logger.debug(`Where the group stands is not known: ${error.message}`),
    );
    if (this.isStopped) return;
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.plan.partitionsAtOnce,
      eachBatch: (payload) => this.takeBatch(payload),
    });
  }

  private listen(): void {
    const { CRASH, END_BATCH_PROCESS, FETCH, GROUP_JOIN, HEARTBEAT } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      this.sign();
      this.assignment++;
      this.expected.forget();
      this.assigned = payload.memberAssignment[this.plan.topic] ?? [];
      this.held.keepOnly(this.assigned);
      if (this.partitions !== null) this.partitions = this.assigned;
    });
    this.consumer.on(FETCH, () => {
      this.sign();
      this.partitions = this.assigned;
    });
    this.consumer.on(HEARTBEAT, () => this.sign());
    // Aborted or compacted messages, ends of transactions: the client passes them by itself.
    this.consumer.on(END_BATCH_PROCESS, ({ payload: { batchSize, partition, firstOffset, lastOffset } }) => {
      if (batchSize === 0) this.expected.skipped(partition, firstOffset, lastOffset);
    });
    this.consumer.on(CRASH, ({ payload }) => this.finish(reasonOf(payload.error, this.plan.topic)));
  }

  private sign(): void {
    this.lastSignAtMs = Date.now();
  }

  /** A consumer that neither works nor speaks to its group is dead, whatever it says of itself. */
  private endIfSilent(): void {
    const silentMs = Date.now() - this.lastSignAtMs;
    if (this.handling > 0) this.sign();
    else if (silentMs > REBALANCES_OF_SILENCE * this.parts.patience.rebalanceMs)
      this.finish(`It showed no sign of life for ${Math.round(silentMs / 1000)} seconds.`);
  }

  /** Errors of the client go back to it: it joins its group anew, or dies and says so. */
  private async takeBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, uncommittedOffsets } = payload;
    const { assignment } = this;
    this.handling++;
    try {
      for (const messages of chunksOf(batch.messages, this.plan)) {
        if (!payload.isRunning() || payload.isStale() || this.isStopped) return;
        try {
          if (messages[0]!.offset === batch.messages[0]!.offset) await this.noticeGap(batch);
          await this.plan.handle({ topic: batch.topic, partition: batch.partition, messages });
        } catch (error) {
          if (assignment === this.assignment) this.expected.comesAgain(batch.partition, messages[0]!.offset);
          return this.holdBack(payload, messages[0]!.offset, error as Error);
        }
        if (this.held.release(batch.partition)) logger.log(`Partition ${batch.partition} goes on.`);
        if (assignment === this.assignment) this.expected.passed(batch.partition, messages.at(-1)!.offset);
        resolveOffset(messages.at(-1)!.offset);
        await commitOffsetsIfNecessary(uncommittedOffsets());
        await heartbeat();
      }
      // Behind the last message may stand the end of its transaction, which is no message.
      if (assignment === this.assignment) this.expected.passed(batch.partition, batch.lastOffset());
    } finally {
      this.handling--;
    }
  }

  /** Before anything is committed: what the group stood at is the only trace of what is missing. */
  private async noticeGap({ partition, messages }: EachBatchPayload['batch']): Promise<void> {
    const gap = await this.expected.gapBefore(partition, messages[0]!.offset);
    if (gap === null) return;
    logger.error(gap.what);
    this.parts.onMissed(gap.messages);
    this.expected.comesAgain(partition, messages[0]!.offset);
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
