import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOnOwnKafka, type OwnBroker, startOwnBroker } from '@gemba/test-support';
import { KafkaConfig, openMessageBroker, SASL_MECHANISMS, type TopicReport } from '.';

const PASSWORD = 'hush-hush';
const STORE_PASSWORD = 'changeit';

/** A key pair and its self-signed certificate, as PKCS 12 and the certificate as PEM. */
const makeIdentity = (folder: string, name: string) => {
  const store = join(folder, `${name}.p12`);
  const common = ['-alias', name, '-keystore', store, '-storepass', STORE_PASSWORD];
  const kind = ['-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '2', '-storetype', 'PKCS12'];
  execFileSync('keytool', ['-genkeypair', ...common, ...kind, '-dname', `CN=${name}`, '-ext', 'SAN=ip:127.0.0.1'], {
    stdio: 'ignore',
  });
  const certificate = join(folder, `${name}.pem`);
  writeFileSync(certificate, execFileSync('keytool', ['-exportcert', '-rfc', ...common]));
  // The broker connects to itself, too, so it has to know its own certificate as well.
  const trust = join(folder, 'trust.p12');
  const trusted = ['-alias', name, '-file', certificate, '-keystore', trust, '-storepass', STORE_PASSWORD];
  execFileSync('keytool', ['-importcert', '-noprompt', ...trusted], { stdio: 'ignore' });
  return { store, certificate, trust };
};

/** The private key as PEM, which keytool does not give. */
const privateKeyOf = (folder: string, store: string): string => {
  const file = join(folder, 'key.pem');
  execFileSync(
    'openssl',
    ['pkcs12', '-in', store, '-nodes', '-nocerts', '-passin', `pass:${STORE_PASSWORD}`, '-out', file],
    { stdio: 'ignore' },
  );
  return file;
};

const JAAS = 'org.apache.kafka.common.security';

/** The names that the listener's settings begin with. */
const onListener = (settings: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [`listener.name.clients.${name}`, value]));

describeOnOwnKafka('brokers that want to know who comes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-kafka-security-'));
  const server = makeIdentity(folder, 'broker');
  const client = makeIdentity(folder, 'client');
  const started: OwnBroker[] = [];

  const start = async (
    protocol: 'SASL_SSL' | 'SASL_PLAINTEXT' | 'SSL',
    more: Readonly<Record<string, string>> = {},
  ) => {
    const broker = await startOwnBroker({
      protocol,
      users: { gemba: PASSWORD },
      settings: {
        ...onListener({
          'ssl.keystore.location': server.store,
          'ssl.keystore.password': STORE_PASSWORD,
          'ssl.truststore.location': server.trust,
          'ssl.truststore.password': STORE_PASSWORD,
          'plain.sasl.jaas.config': `${JAAS}.plain.PlainLoginModule required username="x" password="x" user_x="x" user_gemba="${PASSWORD}";`,
          'scram-sha-256.sasl.jaas.config': `${JAAS}.scram.ScramLoginModule required;`,
          'scram-sha-512.sasl.jaas.config': `${JAAS}.scram.ScramLoginModule required;`,
          ...more,
        }),
        'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
        'sasl.mechanism.inter.broker.protocol': 'PLAIN',
      },
    });
    started.push(broker);
    return broker;
  };

  /** Asks for a topic that is not there, which needs every step of the way to the broker. */
  const ask = async (config: Partial<KafkaConfig>): Promise<TopicReport[]> => {
    const topics = openMessageBroker(Object.assign(new KafkaConfig(), config))!.topics();
    try {
      const plan = { topic: 'nothing', meaning: '', partitions: 1, replicationFactor: 1, settings: {} };
      return await topics.ensure([plan], { onlyLook: true });
    } finally {
      await topics.close();
    }
  };
  const answered = [{ topic: 'nothing', outcome: 'missing', differences: [] }];

  afterAll(async () => {
    await Promise.all(started.map((broker) => broker.remove()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('let in who has the password, by each mechanism, over TLS with the authority given', async () => {
    const { brokers } = await start('SASL_SSL');
    const login = { saslUsername: 'gemba', saslPassword: PASSWORD };
    const known = { brokers, tls: 'on', tlsCaFile: server.certificate } as const;
    for (const saslMechanism of SASL_MECHANISMS) {
      await expect(ask({ ...known, saslMechanism, ...login })).resolves.toEqual(answered);
    }
    const wrong = ask({ ...known, saslMechanism: 'scram-sha-512', ...login, saslPassword: 'guessed-it' });
    const refusal = await wrong.then(String, (error: Error) => error);
    expect(refusal).toMatchObject({ code: 'message-broker-unavailable' });
    expect((refusal as Error).message).not.toMatch(/guessed-it|hush/);
    await expect(
      ask({ ...known, tlsCaFile: client.certificate, saslMechanism: 'plain', ...login }),
    ).rejects.toMatchObject({ message: expect.stringContaining('certificate') as string });
    await expect(ask({ brokers, tls: 'on', saslMechanism: 'plain', ...login })).rejects.toMatchObject({
      message: expect.stringContaining('certificate') as string,
    });
  });

  it('let in who has a certificate that they know', async () => {
    const { brokers } = await start('SSL', { 'ssl.client.auth': 'required' });
    const known = { brokers, tls: 'on', tlsCaFile: server.certificate } as const;
    const tlsKeyFile = privateKeyOf(folder, client.store);
    await expect(ask({ ...known, tlsCertFile: client.certificate, tlsKeyFile })).resolves.toEqual(answered);
    await expect(ask(known)).rejects.toMatchObject({ code: 'message-broker-unavailable' });
  });

  it('are not even asked when a file of TLS cannot be read: the fault names the variable', () => {
    const config = { brokers: ['127.0.0.1:1'], tls: 'on', tlsCaFile: '/nowhere/at/all' } as const;
    expect(() => openMessageBroker(Object.assign(new KafkaConfig(), config))).toThrow(
      'GEMBA_KAFKA_TLS_CA_FILE names a file that cannot be read (ENOENT)',
    );
  });
});
