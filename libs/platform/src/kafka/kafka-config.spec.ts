import { ConfigurationFaults, readConfiguration } from '../configuration';
import { KafkaConfig } from './kafka-config';
import { openMessageBroker } from './open-message-broker';

const faultsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.faults;
    throw error;
  }
  return [];
};

describe('how Kafka is reached', () => {
  it('is not at all where no broker is named', () => {
    const { kafka } = readConfiguration({});
    expect(kafka).toEqual(new KafkaConfig());
    expect(openMessageBroker(kafka)).toBeNull();
  });

  it('is read from the environment', () => {
    const { kafka } = readConfiguration({
      GEMBA_KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092 [::1]:9092',
      GEMBA_KAFKA_TLS: 'on',
      GEMBA_KAFKA_TLS_CA_FILE: '/etc/ca.pem',
      GEMBA_KAFKA_SASL_MECHANISM: 'scram-sha-512',
      GEMBA_KAFKA_SASL_USERNAME: 'gemba',
      GEMBA_KAFKA_SASL_PASSWORD: 'hush',
    });
    expect(kafka).toMatchObject({
      brokers: ['kafka-1:9092', 'kafka-2:9092', '[::1]:9092'],
      ...{ tls: 'on', tlsCaFile: '/etc/ca.pem' },
      ...{ saslMechanism: 'scram-sha-512', saslUsername: 'gemba', saslPassword: 'hush' },
    });
  });

  it('is refused where something is wrong or only half said', () => {
    const faults = faultsOf({
      GEMBA_KAFKA_BROKERS: 'kafka-1',
      GEMBA_KAFKA_EVENTS_TOPIC: 'my topic',
      GEMBA_KAFKA_TLS: 'yes',
      GEMBA_KAFKA_TLS_CERT_FILE: '/etc/cert.pem',
      GEMBA_KAFKA_SASL_MECHANISM: 'plain',
    });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'GEMBA_KAFKA_BROKERS',
      'GEMBA_KAFKA_EVENTS_TOPIC',
      'GEMBA_KAFKA_TLS',
      'GEMBA_KAFKA_TLS_KEY_FILE',
      'GEMBA_KAFKA_SASL_USERNAME',
      'GEMBA_KAFKA_SASL_PASSWORD',
    ]);
    expect(faults[3]).toContain('together with GEMBA_KAFKA_TLS_CERT_FILE');
    expect(faults[5]).toContain('needed with GEMBA_KAFKA_SASL_MECHANISM');
  });
});
