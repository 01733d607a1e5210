import type { KafkaConfig, TopicReport } from '@gemba/platform';
import { CliFailure, EXIT } from '../failure/cli-failure';

type Environment = Readonly<Record<string, string | undefined>>;

export interface EnsureWish {
  readonly replicationFactor?: number | undefined;
  readonly onlyLook: boolean;
}

const configurationOf = async (environment: Environment): Promise<KafkaConfig> => {
  const { ConfigurationFaults, readConfiguration } = await import('@gemba/platform');
  try {
    return readConfiguration(environment).kafka;
  } catch (error) {
    if (error instanceof ConfigurationFaults) throw new CliFailure(EXIT.usage, error.message);
    throw error;
  }
};

/** Creates what is missing on the brokers that the environment names, and says how each topic stands to its plan. */
export const ensureTopics = async (
  environment: Environment,
  { replicationFactor, onlyLook }: EnsureWish,
): Promise<TopicReport[]> => {
  const { gembaTopics, MessageBrokerUnavailable, openMessageBroker, TopicRefused } = await import('@gemba/platform');
  const config = await configurationOf(environment);
  const broker = openMessageBroker(config);
  if (broker === null) {
    const remedy = 'Set it to the brokers, such as kafka-1:9092,kafka-2:9092.';
    throw new CliFailure(EXIT.usage, 'GEMBA_KAFKA_BROKERS is not set.', remedy, 'GEMBA_KAFKA_BROKERS');
  }
  const topics = broker.topics();
  try {
    return await topics.ensure(gembaTopics(config, replicationFactor), { onlyLook });
  } catch (error) {
    if (error instanceof TopicRefused) {
      const remedy = 'On fewer than three brokers give --replication-factor; nothing was changed on topics that exist.';
      throw new CliFailure(EXIT.refused, error.message, remedy);
    }
    if (error instanceof MessageBrokerUnavailable) {
      const remedy = 'Run the same command again when Kafka answers, or correct GEMBA_KAFKA_BROKERS.';
      throw new CliFailure(EXIT.unavailable, error.message, remedy);
    }
    throw error;
  } finally {
    await topics.close();
  }
};
