import { type GembaMetrics, type MessageConsumer } from '@gemba/platform';
import { Counter } from 'prom-client';
import type { Answered } from '../recording/recording';

const OUTCOMES = { recorded: 'recorded', duplicate: 'duplicate', quarantined: 'dead-lettered' } as const;

/** What the intake from Kafka measures of itself. */
export class KafkaIntakeMetrics {
  private readonly messagesTotal: Counter<'outcome'>;

  constructor(metrics: GembaMetrics, consumer: MessageConsumer) {
    this.messagesTotal = new Counter({
      name: 'gemba_kafka_intake_messages_total',
      help: 'Messages of the events topic that were dealt with, by what became of them',
      labelNames: ['outcome'],
      registers: [metrics.registry],
    });
    metrics.observe(
      'gemba_kafka_intake_up',
      'Whether the consumer of the events topic is a working member of its group',
      () => Number(consumer.state.status === 'consuming'),
    );
    metrics.observe(
      'gemba_kafka_intake_rebuilds',
      'How often a dead consumer of the events topic was replaced since the start',
      () => consumer.rebuilds,
    );
    metrics.observe(
      'gemba_kafka_intake_held_partitions',
      'Partitions held back because a store or the brokers were out of reach',
      () => consumer.heldBack.size,
    );
    metrics.observe(
      'gemba_kafka_intake_missed_messages',
      'Messages at most that the topic no longer had when their turn came, since the start: publish them again',
      () => consumer.missedMessages,
    );
    metrics.observeEach(
      'gemba_kafka_intake_lag_messages',
      'Messages on the partitions this process holds that are not committed yet',
      'partition',
      async () => (await consumer.lag()).map(({ partition, lagMessages }) => [String(partition), lagMessages] as const),
    );
  }

  count(answered: readonly Answered[]): void {
    for (const { outcome } of answered) this.messagesTotal.inc({ outcome: OUTCOMES[outcome.outcome] });
  }
}
