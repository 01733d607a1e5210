import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, ValidateIf } from 'class-validator';
import { FromEnvironment } from '../configuration/variable';

export const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** What Kafka itself allows in a topic's name; its metrics mix up `.` and `_`, which is why ours only use dots. */
const TOPIC_NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,240}$/;
const TOPIC_EXPECTED = 'a topic name of 1 to 240 letters, digits, dots, hyphens and underscores';

const FILE_EXPECTED = 'the path of a file in PEM form';

/** How Kafka is reached, and the names on it. Without brokers Gemba runs without Kafka. */
export class KafkaConfig {
  @FromEnvironment('GEMBA_KAFKA_BROKERS', {
    kind: 'list',
    meaning: 'Brokers to begin with; none: Gemba runs without Kafka.',
    expects: 'host:port pairs, separated by commas or white space',
  })
  @Matches(/^(?:\[[0-9A-Fa-f:]+\]|[A-Za-z0-9._-]+):\d{1,5}$/, { each: true })
  readonly brokers: readonly string[] = [];

  @FromEnvironment('GEMBA_KAFKA_CLIENT_ID', {
    kind: 'text',
    meaning: "How Gemba calls itself in the brokers' logs and quotas.",
    expects: 'a name of 1 to 240 letters, digits, dots, hyphens and underscores',
  })
  @Matches(TOPIC_NAME)
  readonly clientId: string = 'gemba';

  @FromEnvironment('GEMBA_KAFKA_GROUP_ID', {
    kind: 'text',
    meaning: 'Consumer group in which the recorders share the partitions of the events topic.',
    expects: 'a name of 1 to 240 letters, digits, dots, hyphens and underscores',
  })
  @Matches(TOPIC_NAME)
  readonly groupId: string = 'gemba-recorder';

  @FromEnvironment('GEMBA_KAFKA_EVENTS_TOPIC', {
    kind: 'text',
    meaning: 'Topic on which sources publish; what cannot be recorded goes to the topic of this name and `.dlq`.',
    expects: TOPIC_EXPECTED,
  })
  @Matches(TOPIC_NAME)
  readonly eventsTopic: string = 'gemba.deal-events.v1';

  @FromEnvironment('GEMBA_KAFKA_RECORDED_TOPIC', {
    kind: 'text',
    meaning: 'Topic on which Gemba publishes what it recorded.',
    expects: TOPIC_EXPECTED,
  })
  @Matches(TOPIC_NAME)
  readonly recordedTopic: string = 'gemba.recorded.v1';

  @FromEnvironment('GEMBA_KAFKA_FINDINGS_TOPIC', {
    kind: 'text',
    meaning: 'Topic on which Gemba publishes what it concluded.',
    expects: TOPIC_EXPECTED,
  })
  @Matches(TOPIC_NAME)
  readonly findingsTopic: string = 'gemba.findings.v1';

  @FromEnvironment('GEMBA_KAFKA_TLS', {
    kind: 'text',
    meaning: 'Whether the brokers are spoken to over TLS; their certificates are always checked.',
    expects: 'one of off, on',
  })
  @IsIn(['off', 'on'])
  readonly tls: 'off' | 'on' = 'off';

  @FromEnvironment('GEMBA_KAFKA_TLS_CA_FILE', {
    kind: 'text',
    meaning: "Certificates of the authorities that sign the brokers' certificates.",
    expects: FILE_EXPECTED,
    defaultMeaning: 'the authorities that Node knows',
  })
  @IsOptional()
  @IsString()
  readonly tlsCaFile?: string;

  @FromEnvironment('GEMBA_KAFKA_TLS_CERT_FILE', {
    kind: 'text',
    meaning: "Gemba's own certificate, where the brokers ask for one.",
    expects: `${FILE_EXPECTED}, together with GEMBA_KAFKA_TLS_KEY_FILE`,
    defaultMeaning: 'none',
  })
  @ValidateIf(({ tlsKeyFile, tlsCertFile }: KafkaConfig) => (tlsKeyFile ?? tlsCertFile) !== undefined)
  @IsString()
  readonly tlsCertFile?: string;

  @FromEnvironment('GEMBA_KAFKA_TLS_KEY_FILE', {
    kind: 'text',
    meaning: 'The private key of that certificate.',
    expects: `${FILE_EXPECTED}, together with GEMBA_KAFKA_TLS_CERT_FILE`,
    defaultMeaning: 'none',
  })
  @ValidateIf(({ tlsKeyFile, tlsCertFile }: KafkaConfig) => (tlsKeyFile ?? tlsCertFile) !== undefined)
  @IsString()
  readonly tlsKeyFile?: string;

  @FromEnvironment('GEMBA_KAFKA_SASL_MECHANISM', {
    kind: 'text',
    meaning: 'How Gemba proves to the brokers who it is; `plain` sends the password itself, so only with TLS.',
    expects: `one of ${SASL_MECHANISMS.join(', ')}`,
    defaultMeaning: 'none',
  })
  @IsOptional()
  @IsIn(SASL_MECHANISMS)
  readonly saslMechanism?: (typeof SASL_MECHANISMS)[number];

  @FromEnvironment('GEMBA_KAFKA_SASL_USERNAME', {
    kind: 'text',
    meaning: 'Name that goes with it.',
    expects: 'a name, needed with GEMBA_KAFKA_SASL_MECHANISM',
    defaultMeaning: 'none',
  })
  @ValidateIf(({ saslMechanism }: KafkaConfig) => saslMechanism !== undefined)
  @IsString()
  @IsNotEmpty()
  readonly saslUsername?: string;

  @FromEnvironment('GEMBA_KAFKA_SASL_PASSWORD', {
    kind: 'text',
    meaning: 'Password that goes with it.',
    expects: 'a password, needed with GEMBA_KAFKA_SASL_MECHANISM',
    defaultMeaning: 'none',
    secret: true,
  })
  @ValidateIf(({ saslMechanism }: KafkaConfig) => saslMechanism !== undefined)
  @IsString()
  @IsNotEmpty()
  readonly saslPassword?: string;
}
