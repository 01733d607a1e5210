import { setTimeout as delay } from 'node:timers/promises';
import { gembaTopics, KafkaConfig, type MessageBroker, openMessageBroker, textHeader } from '@gemba/platform';
import { type OwnBroker, startOwnBroker } from '@gemba/test-support';
import { type BusMessage } from './published-events';

const CHUNK = 500;
const STRUCTURED = textHeader('content-type', 'application/cloudevents+json; charset=UTF-8');

/** A broker of our own with Gemba's topics, and a source that publishes on it. */
export class TestBus {
  private constructor(
    readonly kafka: OwnBroker,
    readonly config: KafkaConfig,
    private readonly broker: MessageBroker,
  ) {}

  static async start(): Promise<TestBus> {
    const kafka = await startOwnBroker();
    const config = Object.assign(new KafkaConfig(), { brokers: kafka.brokers });
    const broker = openMessageBroker(config)!;
    const topics = broker.topics();
    await topics.ensure(gembaTopics(config, 1));
    await topics.close();
    return new TestBus(kafka, config, broker);
  }

  /** What an app needs to know of it. */
  get environment(): Record<string, string> {
    return { GEMBA_KAFKA_BROKERS: this.config.brokers.join(',') };
  }

  /** Sends messages in their order, so many a second. `onSent` is told how many the broker has acknowledged. */
  async publish(
    messages: readonly BusMessage[],
    perSecond: number,
    onSent: (sent: number, at: number) => void = () => undefined,
  ): Promise<void> {
    const producer = this.broker.producer();
    const startedMs = performance.now();
    // A chunk every quarter of a second at the least, so that a slow stream is a steady one.
    const chunk = Math.min(CHUNK, Math.ceil(perSecond / 4));
    for (let from = 0; from < messages.length; from += chunk) {
      const outgoing = messages.slice(from, from + chunk).map(({ key, value }) => ({
        key: Buffer.from(key),
        value: Buffer.from(value),
        headers: [STRUCTURED],
      }));
      const at = performance.now();
      await this.sendUntilTaken(() => producer.send(this.config.eventsTopic, outgoing));
      onSent(from + outgoing.length, at);
      const aheadMs = ((from + chunk) / perSecond) * 1_000 - (performance.now() - startedMs);
      if (aheadMs > 0) await delay(aheadMs);
    }
    await producer.close();
  }

  async remove(): Promise<void> {
    await this.kafka.remove();
  }

  /** A source keeps what the broker does not take: an outage delays it. */
  private async sendUntilTaken(send: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await send();
      } catch {
        await delay(500);
      }
    }
  }
}
