import { Kafka } from 'kafkajs';
import type { KafkaConfig } from '../kafka-config';
import type { ConsumerPlan, MessageBroker, MessageConsumer, MessageProducer } from '../message-broker';
import type { TopicAdministration } from '../topic-administration';
import { boundGzip } from './bounded-gzip';
import { clientOptions } from './client-options';
import { KafkajsConsumer } from './kafkajs-consumer';
import { KafkajsProducer } from './kafkajs-producer';
import { KafkajsTopics } from './kafkajs-topics';
import type { Patience } from './patience';

/** Kafka through kafkajs. Everything gets a client of its own: members of a group that share one mix up their offsets. */
export class KafkajsBroker implements MessageBroker {
  private readonly newClient: () => Kafka;

  constructor(
    config: KafkaConfig,
    private readonly patience: Patience,
  ) {
    boundGzip();
    const options = clientOptions(config, patience);
    this.newClient = () => new Kafka(options);
  }

  consume(plan: ConsumerPlan): MessageConsumer {
    return new KafkajsConsumer(this.newClient, plan, this.patience);
  }

  producer(): MessageProducer {
    return new KafkajsProducer(this.newClient);
  }

  topics(): TopicAdministration {
    return new KafkajsTopics(this.newClient);
  }
}
