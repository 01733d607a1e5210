import type { KafkaConfig } from './kafka-config';
import { KafkajsBroker } from './kafkajs/kafkajs-broker';
import { PATIENCE, type Patience } from './kafkajs/patience';
import type { MessageBroker } from './message-broker';

/** The broker that the configuration names, or null where it names none. Connects to nothing yet. */
export const openMessageBroker = (config: KafkaConfig, patience: Patience = PATIENCE): MessageBroker | null =>
  config.brokers.length === 0 ? null : new KafkajsBroker(config, patience);
