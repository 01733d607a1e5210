import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  GembaConfig,
  GembaMetrics,
  gembaVersion,
  MESSAGE_BROKER,
  type MessageBroker,
  type MessageChunk,
  type MessageConsumer,
  Readiness,
} from '@gemba/platform';
import { Recording } from '../recording/recording';
import { DeadLetters } from './dead-letters';
import { KafkaIntakeMetrics } from './kafka-intake-metrics';
import { recordChunk } from './record-chunk';

/** One append of the store: large enough for one durable commit to pay, small enough to be soon done. */
const CHUNK_MESSAGES_MAX = 500;
const CHUNK_BYTES_MAX = 4 * 1024 * 1024;
const PARTITIONS_AT_ONCE = 4;

/** Records what sources publish on the events topic, where there is a broker; without one it does nothing. */
@Injectable()
export class KafkaIntake implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('KafkaIntake');
  private consumer: MessageConsumer | null = null;
  private deadLetters: DeadLetters | null = null;
  private tally: KafkaIntakeMetrics | null = null;

  constructor(
    @Inject(GembaConfig) private readonly config: GembaConfig,
    @Inject(MESSAGE_BROKER) private readonly broker: MessageBroker | null,
    @Inject(Recording) private readonly recording: Recording,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(GembaMetrics) private readonly metrics: GembaMetrics,
  ) {}

  onApplicationBootstrap(): void {
    if (this.broker === null) return;
    const { eventsTopic: topic, groupId } = this.config.kafka;
    this.deadLetters = new DeadLetters(this.broker.producer(), { groupId, version: gembaVersion() });
    this.consumer = this.broker.consume({
      ...{ topic, groupId },
      chunkMessagesMax: CHUNK_MESSAGES_MAX,
      chunkBytesMax: CHUNK_BYTES_MAX,
      partitionsAtOnce: PARTITIONS_AT_ONCE,
      handle: (chunk) => this.record(chunk),
    });
    this.tally = new KafkaIntakeMetrics(this.metrics, this.consumer);
    this.readiness.add('kafka-intake', () => this.check());
    this.logger.log(`Reads events from the topic ${topic} in the group ${groupId}.`);
  }

  /** Leaves the group in order, so that another recorder goes on at once where this one stops. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.consumer?.stop();
    await this.deadLetters?.close();
  }

  private async record(chunk: MessageChunk): Promise<void> {
    const { recording, deadLetters, config } = this;
    const answered = await recordChunk(chunk, {
      recording,
      deadLetters: deadLetters!,
      valueBytesMax: config.bodyLimitBytes,
    });
    this.tally!.count(answered);
  }

  private async check(): Promise<void> {
    const state = this.consumer!.state;
    if (state.status === 'rebuilding') throw new Error(`The Kafka consumer died and is being rebuilt: ${state.reason}`);
    if (state.status !== 'consuming') throw new Error('The Kafka consumer has not joined its group yet.');
  }
}
