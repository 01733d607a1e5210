import type { StartedTestContainer } from 'testcontainers';
import { freePorts } from './free-ports';
import type { OwnBroker, OwnBrokerOptions } from './test-broker';

const IMAGE = 'apache/kafka:4.1.1';
const PORT = 9092;

/** Apache Kafka in a container. The host's port is fixed, so that it is the same after a stop and a start. */
export class ContainerBroker implements OwnBroker {
  private constructor(
    readonly brokers: readonly string[],
    private readonly container: StartedTestContainer,
  ) {}

  /** Throws where no container runtime answers, and for what only the Java broker offers. */
  static async start(options: OwnBrokerOptions = {}): Promise<ContainerBroker> {
    if (options.protocol !== undefined) throw new Error('Only the Java broker speaks other protocols than PLAINTEXT.');
    // Loaded only where it is used: it is large, and most specs need no container.
    const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers');
    const client = await getContainerRuntimeClient();
    const { host } = client.info.containerRuntime;
    const [port] = (await freePorts(1)) as [number];
    const container = await new GenericContainer(IMAGE)
      .withExposedPorts({ container: PORT, host: port })
      .withEnvironment({
        KAFKA_NODE_ID: '1',
        KAFKA_PROCESS_ROLES: 'broker,controller',
        KAFKA_LISTENERS: `CLIENTS://:${PORT},CONTROLLER://:9093`,
        KAFKA_ADVERTISED_LISTENERS: `CLIENTS://${host}:${port}`,
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT',
        KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
        KAFKA_INTER_BROKER_LISTENER_NAME: 'CLIENTS',
        KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .start();
    return new ContainerBroker([`${host}:${port}`], container);
  }

  async start(): Promise<void> {
    await (await this.handle()).start();
  }

  async stop(): Promise<void> {
    await (await this.handle()).stop();
  }

  async kill(): Promise<void> {
    await (await this.handle()).kill();
  }

  async freeze(): Promise<void> {
    await (await this.handle()).pause();
  }

  async thaw(): Promise<void> {
    await (await this.handle()).unpause();
  }

  async remove(): Promise<void> {
    await this.container.stop();
  }

  private async handle() {
    const { getContainerRuntimeClient } = await import('testcontainers');
    return (await getContainerRuntimeClient()).container.getById(this.container.getId());
  }
}
