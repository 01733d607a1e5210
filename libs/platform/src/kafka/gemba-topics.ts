import type { KafkaConfig } from './kafka-config';
import type { TopicPlan } from './topic-administration';

const DAY_MS = 24 * 60 * 60 * 1000;
const MIB = 1024 * 1024;

/** Copies of each message where the cluster has so many brokers: one may be lost and another may be stopped. */
export const REPLICATION_FACTOR = 3;

/** More partitions than recorders, so that these can become more; the number stays, or the order of a key is lost. */
export const EVENTS_PARTITIONS = 12;

/** The topic of what could not be recorded. */
export const deadLetterTopic = (topic: string): string => `${topic}.dlq`;

/**
 * Gemba's topics. `compression.type` gzip has the brokers write gzip whatever a producer sent: it is the one kind that
 * the client can read without native code, and one batch of another kind would stop a consumer for good.
 */
export const gembaTopics = (
  { eventsTopic, recordedTopic, findingsTopic }: KafkaConfig,
  replicationFactor: number = REPLICATION_FACTOR,
): TopicPlan[] => {
  const settings = (retentionDays: number, messageBytesMax: number) => ({
    'cleanup.policy': 'delete',
    'retention.ms': String(retentionDays * DAY_MS),
    'compression.type': 'gzip',
    'max.message.bytes': String(messageBytesMax),
    // With all copies but one in sync a write counts: a stopped broker stops nothing, a lost one loses nothing.
    'min.insync.replicas': String(Math.max(1, replicationFactor - 1)),
  });
  return [
    {
      topic: eventsTopic,
      meaning: 'What sources publish. Long enough for any outage of Gemba.',
      partitions: EVENTS_PARTITIONS,
      replicationFactor,
      settings: settings(14, MIB),
    },
    {
      topic: deadLetterTopic(eventsTopic),
      meaning: 'What could not be recorded. Takes larger messages: headers are added to what came.',
      partitions: EVENTS_PARTITIONS,
      replicationFactor,
      settings: settings(90, 4 * MIB),
    },
    {
      topic: recordedTopic,
      meaning: 'What Gemba recorded, in order per deal.',
      partitions: EVENTS_PARTITIONS,
      replicationFactor,
      settings: settings(30, 2 * MIB),
    },
    {
      topic: findingsTopic,
      meaning: 'What Gemba concluded.',
      partitions: EVENTS_PARTITIONS,
      replicationFactor,
      settings: settings(90, 2 * MIB),
    },
  ];
};
