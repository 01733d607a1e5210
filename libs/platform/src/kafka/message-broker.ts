import type { IncomingMessage, OutgoingMessage } from './message';
import type { TopicAdministration } from './topic-administration';

/** Messages of one partition that follow each other; at least one. */
export interface MessageChunk {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IncomingMessage[];
}

export interface ConsumerPlan {
  readonly topic: string;
  readonly groupId: string;
  /** A chunk holds at most so many messages, */
  readonly chunkMessagesMax: number;
  /** and ends with the message that reaches so many bytes of keys and values. */
  readonly chunkBytesMax: number;
  /** Partitions whose chunks are handled side by side. */
  readonly partitionsAtOnce: number;
  /**
   * Resolves when everything the chunk holds is durable; only then its offsets are committed. Throws when that cannot
   * be now, for whatever reason: the partition is held back, and the same messages come again after a back-off.
   */
  handle(chunk: MessageChunk): Promise<void>;
}

export type ConsumerState =
  /** It has not joined its group yet. */
  | { readonly status: 'joining' }
  | { readonly status: 'consuming'; readonly partitions: readonly number[] }
  /** It died or could not begin, and a new one is made after a back-off. */
  | { readonly status: 'rebuilding'; readonly reason: string }
  | { readonly status: 'stopped' };

export interface PartitionLag {
  readonly partition: number;
  /** Messages on the partition that the group has not committed yet. */
  readonly lagMessages: number;
}

/**
 * A member of a consumer group.
 *
 * Guarantees:
 * - **At least once.** An offset is committed only when every message up to it was handled. After a crash, a rebalance or
 *   a failed commit messages come again, perhaps to another member while this one still works on them.
 * - **In order within a partition.** The next chunk of a partition comes only when the last was handled.
 * - **Bounded memory.** Nothing is fetched ahead of what is being handled, and nothing for a partition held back.
 * - **It lives until it is stopped.** A consumer that dies, or shows no sign of life, is replaced.
 * - **A gap is told.** Where messages are gone that the group has not read, it says so, counts them, and goes on.
 */
export interface MessageConsumer {
  readonly state: ConsumerState;
  /** Partitions that are held back because their last chunk could not be handled, with the reason. */
  readonly heldBack: ReadonlyMap<number, string>;
  /** How often a dead consumer was replaced. */
  readonly rebuilds: number;
  /** Messages at most that were gone from the topic before this member could read them; the log names their offsets. */
  readonly missedMessages: number;
  /** Of the partitions this member holds. Throws `MessageBrokerUnavailable` where the broker does not answer soon. */
  lag(): Promise<PartitionLag[]>;
  /** Finishes the chunks under way, commits them, and leaves the group. */
  stop(): Promise<void>;
}

/**
 * Sends to topics that exist already.
 *
 * Guarantees:
 * - **Durable.** When `send` has resolved, all in-sync replicas have every message.
 * - **In order.** Messages of one partition lie in the order in which they were given, over all calls of this producer.
 * - **At least once.** The broker drops what the client sends twice. After `send` threw, any beginning of the messages may
 *   have been written; sent again, they lie there twice.
 */
export interface MessageProducer {
  /**
   * Throws `MessageTooLarge` when the topic does not take one of them for its size, `TopicMissing`, or
   * `MessageBrokerUnavailable` when the outcome is unknown: send again.
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** The bus. */
export interface MessageBroker {
  /** A consumer that begins at once; a new group begins with the oldest message. */
  consume(plan: ConsumerPlan): MessageConsumer;
  producer(): MessageProducer;
  topics(): TopicAdministration;
}

/** The message broker, as its port; null where `GEMBA_KAFKA_BROKERS` is empty. */
export const MESSAGE_BROKER = Symbol('MessageBroker');

/** The broker could not be reached, or broke off: nothing is known of the outcome. */
export class MessageBrokerUnavailable extends Error {
  readonly code = 'message-broker-unavailable';
}

/** The topic takes no message of this size. What lies on other partitions may have been written. */
export class MessageTooLarge extends Error {
  readonly code = 'message-too-large';
}

/** The topic does not exist; nobody creates one by chance. */
export class TopicMissing extends Error {
  readonly code = 'topic-missing';

  constructor(readonly topic: string) {
    super(`The topic ${topic} does not exist. Create the topics with \`gemba topics ensure\`.`);
  }
}
