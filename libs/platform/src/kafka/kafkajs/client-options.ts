import { readFileSync } from 'node:fs';
import type { KafkaConfig as ClientOptions, SASLOptions } from 'kafkajs';
import { ConfigurationFaults } from '../../configuration';
import type { KafkaConfig } from '../kafka-config';
import { logCreator } from './kafkajs-log';
import type { Patience } from './patience';

/** How the client reaches the brokers. Throws `ConfigurationFaults` where a file of TLS cannot be read. */
export const clientOptions = (config: KafkaConfig, { connectMs, requestMs, retries }: Patience): ClientOptions => ({
  connectionTimeout: connectMs,
  authenticationTimeout: requestMs,
  requestTimeout: requestMs,
  retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries },
  brokers: [...config.brokers],
  clientId: config.clientId,
  ssl: config.tls === 'on' ? tlsOptions(config) : false,
  ...(config.saslMechanism === undefined ? {} : { sasl: saslOptions(config) }),
  logCreator,
});

const tlsOptions = ({ tlsCaFile, tlsCertFile, tlsKeyFile }: KafkaConfig) => ({
  rejectUnauthorized: true,
  ...(tlsCaFile === undefined ? {} : { ca: [pem('GEMBA_KAFKA_TLS_CA_FILE', tlsCaFile)] }),
  ...(tlsCertFile === undefined ? {} : { cert: pem('GEMBA_KAFKA_TLS_CERT_FILE', tlsCertFile) }),
  ...(tlsKeyFile === undefined ? {} : { key: pem('GEMBA_KAFKA_TLS_KEY_FILE', tlsKeyFile) }),
});

const saslOptions = ({ saslMechanism, saslUsername, saslPassword }: KafkaConfig): SASLOptions => ({
  mechanism: saslMechanism as 'plain',
  username: saslUsername!,
  password: saslPassword!,
});

const pem = (variable: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigurationFaults([
      `${variable} names a file that cannot be read (${why}). Give the path of a readable file.`,
    ]);
  }
};
