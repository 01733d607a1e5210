import { deadLetterTopic, gembaTopics, type KafkaConfig, type TopicPlan } from '@gemba/platform';

type Topic = Pick<TopicPlan, 'topic' | 'partitions'>;

/** The topics of this installation, by what is said on them. */
export interface Topics {
  readonly published: Topic;
  readonly deadLetters: Topic;
  readonly recorded: Topic;
  readonly findings: Topic;
}

export const topicsOf = (kafka: KafkaConfig): Topics => {
  const plans = new Map(gembaTopics(kafka).map((plan) => [plan.topic, plan]));
  return {
    published: plans.get(kafka.eventsTopic)!,
    deadLetters: plans.get(deadLetterTopic(kafka.eventsTopic))!,
    recorded: plans.get(kafka.recordedTopic)!,
    findings: plans.get(kafka.findingsTopic)!,
  };
};
