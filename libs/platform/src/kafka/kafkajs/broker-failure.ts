import { MessageBrokerUnavailable, MessageTooLarge, TopicMissing } from '../message-broker';

interface ClientError extends Error {
  /** Kafka's own name of what its broker answered. */
  readonly type?: string;
  readonly cause?: unknown;
}

const TOO_LARGE: ReadonlySet<string> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

/** The client wraps what the broker answered in what it did about it. */
export const originOf = (error: unknown): ClientError => {
  let origin = error as ClientError;
  while (origin.type === undefined && origin.cause instanceof Error) origin = origin.cause as ClientError;
  return origin;
};

/** An error of the client in the port's words. */
export const brokerFailure = (error: unknown, topic: string): Error => {
  const { type, message } = originOf(error);
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return new TopicMissing(topic);
  if (type !== undefined && TOO_LARGE.has(type)) {
    return new MessageTooLarge(`The topic ${topic} takes no message of this size (max.message.bytes).`);
  }
  return new MessageBrokerUnavailable(`Kafka did not take or answer it: ${message}`, { cause: error });
};
