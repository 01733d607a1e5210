import { deadLetterTopic, gembaTopics } from './gemba-topics';
import { KafkaConfig } from './kafka-config';

const plans = gembaTopics(new KafkaConfig());
const settingOf = (name: string) => plans.map(({ settings }) => settings[name]);

describe("Gemba's topics", () => {
  it('have the names of the configuration', () => {
    expect(plans.map(({ topic }) => topic)).toEqual([
      'gemba.deal-events.v1',
      'gemba.deal-events.v1.dlq',
      'gemba.recorded.v1',
      'gemba.findings.v1',
    ]);
  });

  it('lose nothing with one broker, and wait for none', () => {
    expect(plans.map(({ replicationFactor }) => replicationFactor)).toEqual([3, 3, 3, 3]);
    expect(new Set(settingOf('min.insync.replicas'))).toEqual(new Set(['2']));
    expect(gembaTopics(new KafkaConfig(), 1)[0]!.settings['min.insync.replicas']).toBe('1');
  });

  it('are never compacted, and always in the one compression that the client reads', () => {
    expect(new Set(settingOf('cleanup.policy'))).toEqual(new Set(['delete']));
    expect(new Set(settingOf('compression.type'))).toEqual(new Set(['gzip']));
  });

  it('take as a dead letter whatever the events topic took, with the same partitions', () => {
    const [events, dead] = plans;
    expect(dead!.topic).toBe(deadLetterTopic(events!.topic));
    expect(dead!.partitions).toBe(events!.partitions);
    expect(Number(dead!.settings['max.message.bytes'])).toBeGreaterThan(Number(events!.settings['max.message.bytes']));
  });
});
