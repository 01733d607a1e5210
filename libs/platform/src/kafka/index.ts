export { BackOff, type BackOffBounds } from './back-off';
export { deadLetterTopic, gembaTopics, REPLICATION_FACTOR } from './gemba-topics';
export { KafkaConfig, SASL_MECHANISMS } from './kafka-config';
export * from './message';
export * from './message-broker';
export { openMessageBroker } from './open-message-broker';
export * from './topic-administration';
