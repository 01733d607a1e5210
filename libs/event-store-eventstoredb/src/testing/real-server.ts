import { type StartedTestContainer } from 'testcontainers';

const IMAGE = process.env['ESDB_IMAGE'] ?? 'eventstore/eventstore:24.10';
const PORT = 2113;

const start = async (): Promise<StartedTestContainer> => {
  // Loaded only where it is used: it is large, and most specs need no container.
  const { GenericContainer, Wait } = await import('testcontainers');
  return new GenericContainer(IMAGE)
    .withExposedPorts(PORT)
    .withEnvironment({
      EVENTSTORE_CLUSTER_SIZE: '1',
      EVENTSTORE_INSECURE: 'true',
      EVENTSTORE_MEM_DB: 'true',
      EVENTSTORE_RUN_PROJECTIONS: 'None',
      // The contract holds a write of 10,000 events, and a text of three million characters.
      EVENTSTORE_MAX_APPEND_SIZE: '16000000',
    })
    .withStartupTimeout(180_000)
    .withWaitStrategy(Wait.forHealthCheck())
    .start();
};

/** A real EventStoreDB in a container, for as long as a spec needs it. */
export class RealServer {
  #container: Promise<StartedTestContainer> | undefined;

  /** Starts the server at the first call. */
  async connectionString(): Promise<string> {
    const container = await (this.#container ??= start());
    return `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`;
  }

  async stop(): Promise<void> {
    await (await this.#container)?.stop();
  }
}
