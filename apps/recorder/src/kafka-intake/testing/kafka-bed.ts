import { migrateRecord } from '@gemba/event-store-postgres';
import {
  createHttpApplication,
  createPool,
  deadLetterTopic,
  type GembaConfig,
  gembaTopics,
  type IncomingMessage,
  type MessageBroker,
  type MessageConsumer,
  type MessageProducer,
  openMessageBroker,
  type OutgoingMessage,
  Readiness,
  readConfiguration,
} from '@gemba/platform';
import { createTestDatabase, type TestDatabase, type TestServer, TcpProxy, uniqueName } from '@gemba/test-support';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Pool } from 'pg';
import { migrateIntake } from '../../quarantine/migrations/migrate-intake';
import { RecorderAppModule } from '../../recorder-app.module';

const HOST = '127.0.0.1:8080';

/** An event as the record holds it. */
export interface Recorded {
  readonly stream: string;
  readonly version: number;
  readonly sourceEventId: string;
}

/** A message with the partition it lies on. */
export interface Letter extends IncomingMessage {
  readonly partition: number;
}

/** Recorders on a Kafka and a PostgreSQL of this bed's own topics and database. */
export class KafkaBed {
  private readonly apps = new Set<NestFastifyApplication>();
  private readonly read = new Map<string, Letter[]>();
  private readonly readers: MessageConsumer[] = [];
  private producer: MessageProducer | null = null;

  private constructor(
    readonly config: GembaConfig,
    /** What a recorder's process needs to be one of this bed. */
    readonly environment: Readonly<Record<string, string>>,
    readonly broker: MessageBroker,
    readonly admin: Pool,
    /** Between the recorders and their PostgreSQL. */
    readonly wire: TcpProxy,
    private readonly database: TestDatabase,
  ) {}

  /** With its topics, unless they should be missing; on the PostgreSQL of this run, unless another is given. */
  static async make(
    brokers: readonly string[],
    { withTopics = true, server }: { readonly withTopics?: boolean; readonly server?: TestServer } = {},
  ): Promise<KafkaBed> {
    const database = await createTestDatabase(server);
    const admin = createPool({
      url: database.adminUrl,
      applicationName: 'kafka bed',
      connectionsMax: 3,
      onIdleError: () => undefined,
    });
    await migrateRecord(admin, 'gemba_app');
    await migrateIntake(admin);
    const { proxy: wire, url } = await TcpProxy.beforePostgres(database.appUrl);
    const environment = {
      GEMBA_LOG_LEVEL: process.env['GEMBA_TEST_LOG'] ?? 'silent',
      GEMBA_DATABASE_URL: url,
      GEMBA_KAFKA_BROKERS: brokers.join(','),
      GEMBA_KAFKA_EVENTS_TOPIC: uniqueName('events'),
      GEMBA_KAFKA_GROUP_ID: uniqueName('recorder'),
      GEMBA_BODY_LIMIT_BYTES: '100000',
    };
    const config = readConfiguration(environment);
    const bed = new KafkaBed(config, environment, openMessageBroker(config.kafka)!, admin, wire, database);
    if (withTopics) await bed.ensureTopics();
    return bed;
  }

  get topic(): string {
    return this.config.kafka.eventsTopic;
  }

  /** The events topic and that of its dead letters; the latter with the settings given. */
  async ensureTopics(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const topics = this.broker.topics();
    const [events, dead] = gembaTopics(this.config.kafka, 1);
    await topics.ensure([events!, { ...dead!, settings: { ...dead!.settings, ...settings } }]);
    await topics.close();
  }

  async openRecorder(): Promise<NestFastifyApplication> {
    const app = await createHttpApplication(RecorderAppModule.forRoot(this.config), this.config);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    this.apps.add(app);
    return app;
  }

  async close(app: NestFastifyApplication): Promise<void> {
    this.apps.delete(app);
    await app.close();
  }

  async publish(...messages: readonly OutgoingMessage[]): Promise<void> {
    this.producer ??= this.broker.producer();
    await this.producer.send(this.topic, messages);
  }

  /** In the order of the record. */
  async recorded(): Promise<Recorded[]> {
    const { rows } = await this.admin.query<Recorded>(
      `select s.name as stream, e.version, e.metadata ->> 'sourceEventId' as "sourceEventId"
       from record.events e join record.streams s using (stream_id) order by e.position`,
    );
    return rows;
  }

  async quarantined(): Promise<{ id: string; code: string; partition: number; offset: string; raw: Buffer }[]> {
    const { rows } = await this.admin.query(
      `select id, code, (place ->> 'partition')::integer as partition, place ->> 'offset' as "offset", raw
       from intake.quarantine order by received_at, id`,
    );
    return rows as { id: string; code: string; partition: number; offset: string; raw: Buffer }[];
  }

  /** What lies on the dead-letter topic by now. */
  deadLetters(): readonly Letter[] {
    return this.messagesOn(deadLetterTopic(this.topic));
  }

  /** What lies on a topic, as far as it is read by now. */
  messagesOn(topic: string): readonly Letter[] {
    const known = this.read.get(topic);
    if (known !== undefined) return known;
    const found: Letter[] = [];
    this.read.set(topic, found);
    const reader = this.broker.consume({
      ...{ topic, groupId: uniqueName('reader') },
      ...{ chunkMessagesMax: 1_000, chunkBytesMax: 10_000_000, partitionsAtOnce: 1 },
      handle: ({ partition, messages }) => {
        for (const message of messages) found.push({ ...message, partition });
        return Promise.resolve();
      },
    });
    this.readers.push(reader);
    return found;
  }

  /** Null when the recorder is ready, else what its checks say. */
  async whyNotReady(app: NestFastifyApplication): Promise<string | null> {
    for (const check of app.get(Readiness).checks.values()) {
      try {
        await check();
      } catch (error) {
        return (error as Error).message;
      }
    }
    return null;
  }

  async get<T>(app: NestFastifyApplication, url: string): Promise<T> {
    return (await app.inject({ url, headers: { host: HOST } })).json<T>();
  }

  async metrics(app: NestFastifyApplication): Promise<string> {
    return (await app.inject({ url: '/metrics', headers: { host: HOST } })).body;
  }

  post(app: NestFastifyApplication, url: string, payload: object = {}) {
    return app.inject({ method: 'POST', url, headers: { host: HOST }, payload });
  }

  async remove(): Promise<void> {
    await this.wire.mend();
    await Promise.all([...this.apps].map((app) => this.close(app)));
    await Promise.all(this.readers.map((reader) => reader.stop()));
    await this.producer?.close();
    await this.wire.cut();
    await this.admin.end();
    await this.database.drop();
  }
}
