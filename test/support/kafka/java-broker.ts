import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeOwnedFolder, sweepFolders } from '../owned-folders';
import { freePorts } from './free-ports';
import { JavaProcess, runJava } from './java-process';
import { kafkaJars } from './kafka-jars';
import type { OwnBroker, OwnBrokerOptions } from './test-broker';

const FOLDER_PREFIX = 'gemba-kafka-';
const START_LIMIT_MS = 120_000;
const STARTED = 'Kafka Server started';

const JVM = [
  ...['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC'],
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
];

/** Never begins with a hyphen, which the storage tool would take for an option of its own. */
const newClusterId = (): string => {
  const bytes = randomBytes(16);
  bytes[0]! &= 0x7f;
  return bytes.toString('base64url');
};

const settingsOf = (port: number, controllerPort: number, dataDir: string, options: OwnBrokerOptions) => {
  const protocol = options.protocol ?? 'PLAINTEXT';
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `CLIENTS://127.0.0.1:${port}`,
    'listener.security.protocol.map': `CLIENTS:${protocol},CONTROLLER:PLAINTEXT`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENTS',
    'log.dirs': join(dataDir, 'log'),
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    // As on many a cluster: nothing of ours may lean on it, nor set it off.
    'auto.create.topics.enable': 'true',
    ...options.settings,
  };
};

const propertiesFile = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value.replaceAll('\n', '\\n\\\n')}\n`)
    .join('');

/** Apache Kafka in one JVM: broker and controller, a data folder of its own, on free ports of 127.0.0.1. */
export class JavaBroker implements OwnBroker {
  private java: JavaProcess | null = null;

  private constructor(
    readonly brokers: readonly string[],
    private readonly jars: string,
    private readonly folder: string,
  ) {}

  static async start(options: OwnBrokerOptions = {}): Promise<JavaBroker> {
    const jars = await kafkaJars();
    sweepFolders(FOLDER_PREFIX);
    const folder = makeOwnedFolder(FOLDER_PREFIX);
    const [port, controllerPort] = (await freePorts(2)) as [number, number];
    const broker = new JavaBroker([`127.0.0.1:${port}`], jars, folder);
    try {
      writeFileSync(broker.properties, propertiesFile(settingsOf(port, controllerPort, folder, options)));
      await broker.format(options.users ?? {});
      await broker.start();
    } catch (error) {
      await broker.remove();
      throw error;
    }
    return broker;
  }

  async start(): Promise<void> {
    if (this.java?.isRunning) return;
    const log = join(this.folder, 'server.log');
    this.java = await JavaProcess.start([...JVM, '-cp', `${this.jars}/*`, 'kafka.Kafka', this.properties], log);
    await this.java.saying(STARTED, log, START_LIMIT_MS);
  }

  async stop(): Promise<void> {
    await this.java?.end('SIGTERM');
  }

  async kill(): Promise<void> {
    await this.java?.end('SIGKILL');
  }

  async freeze(): Promise<void> {
    this.java?.signal('SIGSTOP');
  }

  async thaw(): Promise<void> {
    this.java?.signal('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get properties(): string {
    return join(this.folder, 'server.properties');
  }

  private format(users: Readonly<Record<string, string>>): Promise<void> {
    const credentials = Object.entries(users).flatMap(([name, password]) =>
      ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
        '--add-scram',
        `${mechanism}=[name=${name},password=${password}]`,
      ]),
    );
    const storage = ['format', '-t', newClusterId(), '-c', this.properties, ...credentials];
    return runJava(this.jars, 'kafka.tools.StorageTool', storage);
  }
}
