import { startServerOfThisRun } from '../integration/server-of-this-run';
import { type BrokerFound, TEST_BROKER_VARIABLE } from '../support/kafka/broker-of-this-run';
import { startOwnBroker } from '../support/kafka/start-own-broker';
import { brokerOfThisRun } from './broker-of-this-run';

const named = (process.env['KAFKA_BROKERS'] ?? '').split(/[\s,]+/).filter((broker) => broker !== '');

const findBroker = async (): Promise<BrokerFound> => {
  if (named.length > 0)
    return { brokers: named, canOwn: false, reason: 'the broker of KAFKA_BROKERS is not ours to stop' };
  try {
    const broker = await startOwnBroker();
    brokerOfThisRun.keep(broker);
    return { brokers: broker.brokers, canOwn: true, reason: '' };
  } catch (error) {
    return { brokers: [], canOwn: false, reason: (error as Error).message };
  }
};

/** One PostgreSQL and one Kafka for a whole run: KAFKA_BROKERS, else Java and Maven, else a container, else none. */
const setUp = async (): Promise<void> => {
  const [found] = await Promise.all([findBroker(), startServerOfThisRun()]);
  process.env[TEST_BROKER_VARIABLE] = JSON.stringify(found);
  if (found.reason === '') return;
  process.stderr.write(
    `\n${'!'.repeat(100)}\nKAFKA SPECS ARE SKIPPED, nothing about Kafka is proved by this run: ${found.reason}\n` +
      `Set KAFKA_BROKERS, or install Java 17 and Maven, or Docker.\n${'!'.repeat(100)}\n\n`,
  );
};

module.exports = setUp;
