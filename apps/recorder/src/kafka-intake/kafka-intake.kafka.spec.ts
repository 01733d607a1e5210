import { createHash } from 'node:crypto';
import { type OutgoingMessage, textHeader } from '@gemba/platform';
import { describeOnKafka, waitUntil } from '@gemba/test-support';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KafkaBed, type Letter } from './testing/kafka-bed';
import { binary, event, structured } from './testing/messages';

const BYTES = Buffer.from([0xff, 0xfe, 0x00, 0x80]);

const valueOf = (letter: Letter, name: string): string | undefined =>
  letter.headers.findLast((header) => header.name === name)?.value?.toString();

const withoutOurs = ({ key, value, headers }: Letter) => ({
  key,
  value,
  headers: headers.filter(({ name }) => !name.startsWith('dlq-')),
});

/** Every way in which a message can be no event, with the code it is refused for. */
const POISON: readonly (readonly [string, OutgoingMessage, string])[] = [
  ['no JSON', { ...structured('p1', 'crm:p'), value: Buffer.from('{"id":') }, 'not-json'],
  ['not UTF-8', { ...structured('p2', 'crm:p'), value: BYTES, key: BYTES }, 'undecodable-text'],
  ['a tombstone', { key: Buffer.from('crm:p'), value: null, headers: [] }, 'missing'],
  [
    'a tombstone without key',
    { key: null, value: null, headers: [{ name: 'none', value: null }], partition: 4 },
    'missing',
  ],
  [
    'an empty value',
    { ...binary('p4', 'crm:p'), value: Buffer.alloc(0), key: Buffer.alloc(0), partition: 5 },
    'not-json',
  ],
  ['neither form', { ...structured('p5', 'crm:p'), headers: [] }, 'missing'],
  ['a header of bytes', { ...binary('p6', 'crm:p'), headers: [{ name: 'ce_id', value: BYTES }] }, 'undecodable-text'],
  [
    'a header with NUL',
    { ...structured('p7', 'crm:p'), headers: [textHeader('content-type', 'a\0b'), textHeader('n\0', '\0')] },
    'missing',
  ],
  [
    'names of the language',
    {
      ...structured('p8', 'crm:p'),
      headers: ['constructor', '__proto__', 'toString'].map((name) => textHeader(name, name)),
    },
    'missing',
  ],
  [
    'thousands of headers',
    { ...structured('p14', 'crm:p'), headers: Array.from({ length: 5_000 }, (_, n) => textHeader(`h${n}`, String(n))) },
    'missing',
  ],
  ['another type', structured('p9', 'crm:p', { type: 'gemba.DealSneezed.v1' }), 'unknown-type'],
  ['a deal that is a number', binary('p10', 'crm:p', { data: { dealId: 7, activity: 'call' } }), 'invalid'],
  ['NUL in its text', structured('p11', 'crm:p', { data: { dealId: 'crm:p', activity: 'a\0' } }), 'unstorable-text'],
  [
    'too many bytes',
    structured('p12', 'crm:p', { data: { dealId: 'crm:p', activity: 'x'.repeat(100_000) } }),
    'too-large',
  ],
  [
    'a batch',
    { ...structured('p13', 'crm:p'), headers: [textHeader('content-type', 'application/cloudevents-batch+json')] },
    'invalid',
  ],
];

describeOnKafka('events from Kafka', (kafka) => {
  let bed: KafkaBed;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    bed = await KafkaBed.make(kafka.brokers);
    app = await bed.openRecorder();
    await waitUntil(async () => (await bed.whyNotReady(app)) === null);
  });
  afterAll(() => bed.remove());

  it('are recorded in either form, once, in the order of their deal; poison stops nobody', async () => {
    const good = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? structured : binary)(`good ${i}`, `crm:${i % 4}`));
    const mixed = [...POISON.map(([, poison]) => poison)];
    good.forEach((one, i) => mixed.splice(i * 2, 0, one));
    await bed.publish(...mixed, ...good.slice(0, 10));
    await waitUntil(async () => (await bed.recorded()).length === good.length);
    await waitUntil(() => bed.deadLetters().length === POISON.length);

    const recorded = await bed.recorded();
    for (let deal = 0; deal < 4; deal++) {
      const expected = Array.from({ length: 10 }, (_, i) => `good ${i * 4 + deal}`);
      const found = recorded.filter(({ stream }) => stream === `deal-crm:${deal}`);
      expect(found.map(({ sourceEventId }) => sourceEventId)).toEqual(expected);
    }
    await waitUntil(async () =>
      (await bed.metrics(app)).includes('gemba_kafka_intake_messages_total{outcome="duplicate"} 10'),
    );
    const metrics = await bed.metrics(app);
    expect(metrics).toContain('gemba_kafka_intake_messages_total{outcome="recorded"} 40');
    expect(metrics).toContain(`gemba_kafka_intake_messages_total{outcome="dead-lettered"} ${POISON.length}`);
    expect(metrics).toContain('gemba_kafka_intake_up 1');
    expect(metrics.match(/gemba_kafka_intake_lag_messages\{partition="\d+"\} 0/g)).toHaveLength(12);
  });

  it.each(POISON)(
    'with %s lie on the dead-letter topic byte for byte, and in the quarantine',
    async (_, poison, code) => {
      const names = (headers: Letter['headers']) => [...headers].sort((a, b) => (a.name < b.name ? -1 : 1));
      const letters = bed
        .deadLetters()
        .map((letter) => ({ letter, came: withoutOurs(letter) }))
        .filter(
          ({ came }) =>
            JSON.stringify([came.key, came.value, names(came.headers)]) ===
            JSON.stringify([poison.key, poison.value, names(poison.headers)]),
        );
      expect(letters).toHaveLength(1);
      const { letter } = letters[0]!;
      expect(valueOf(letter, 'dlq-error-code')).toBe(code);
      expect(valueOf(letter, 'dlq-original-topic')).toBe(bed.topic);
      expect(valueOf(letter, 'dlq-original-partition')).toBe(String(letter.partition));
      expect(valueOf(letter, 'dlq-consumer-group')).toBe(bed.config.kafka.groupId);
      expect(Date.parse(valueOf(letter, 'dlq-first-failed-at')!)).toBe(
        Number(valueOf(letter, 'dlq-original-timestamp')),
      );
      const offset = valueOf(letter, 'dlq-original-offset');
      const entries = (await bed.quarantined()).filter(
        (one) => one.partition === letter.partition && one.offset === offset,
      );
      expect(entries).toMatchObject([{ code, raw: poison.value ?? Buffer.alloc(0) }]);
    },
  );

  it('that come again make no second quarantine entry', async () => {
    const before = await bed.quarantined();
    await bed.publish(POISON[0]![1], POISON[11]![1]);
    await waitUntil(() => bed.deadLetters().length === POISON.length + 2);
    expect(await bed.quarantined()).toEqual(before);
  });

  it('with an id that was used for other content are refused, and say so', async () => {
    await bed.publish(structured('good 1', 'crm:1', { data: { dealId: 'crm:1', activity: 'another call' } }));
    await waitUntil(() => bed.deadLetters().some((letter) => valueOf(letter, 'dlq-error-code') === 'id-reused'));
  });

  it('are put right out of the quarantine: mended, or as they came in binary form', async () => {
    const entries = await bed.quarantined();
    const entryOf = (code: string) => entries.find((one) => one.code === code)!.id;
    const mended = await bed.post(app, `/v1/quarantine/${entryOf('unknown-type')}/release`, {
      event: event('mended', 'crm:m'),
    });
    expect(mended.json()).toMatchObject({ by: 'mended-event', outcome: 'recorded' });

    const { value, headers } = binary('in its headers', 'crm:m');
    const binaryEntry = entries.find(({ raw }) => raw.toString() === '{"dealId":7,"activity":"call"}')!;
    const release = () => bed.post(app, `/v1/quarantine/${binaryEntry.id}/release`);
    expect((await release()).json()).toMatchObject({ status: 422, code: 'invalid' });
    // As if a later Gemba understood it.
    const stored = Object.fromEntries(headers.map((header) => [header.name, header.value!.toString()]));
    await bed.admin.query('update intake.quarantine set raw = $2, headers = $3 where id = $1', [
      binaryEntry.id,
      value,
      stored,
    ]);
    expect((await release()).json()).toMatchObject({ by: 'retry', outcome: 'recorded' });
    const recorded = (await bed.recorded()).filter(({ stream }) => stream === 'deal-crm:m');
    expect(recorded.map(({ sourceEventId }) => sourceEventId)).toEqual(['mended', 'in its headers']);
  });

  it('show in the quarantine with key and headers, bytes as bytes', async () => {
    const { id, partition, offset } = (await bed.quarantined()).find(({ raw }) => raw.equals(BYTES))!;
    const entry = await bed.get(app, `/v1/quarantine/${id}`);
    expect(entry).toMatchObject({ source: `kafka:${bed.topic}`, place: { partition, offset } });
    expect(entry).toMatchObject({
      key: { base64: BYTES.toString('base64') },
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
      rawBase64: BYTES.toString('base64'),
    });
  });
});

describeOnKafka('an outage around the intake from Kafka', (kafka) => {
  let bed: KafkaBed;
  beforeEach(async () => void (bed = await KafkaBed.make(kafka.brokers, { withTopics: false })));
  afterEach(() => bed.remove());

  it('of the store holds messages back, dead-letters none of them, and is over when the store is back', async () => {
    await bed.ensureTopics();
    const app = await bed.openRecorder();
    await bed.publish(structured('before', 'crm:1'));
    await waitUntil(async () => (await bed.recorded()).length === 1);
    await bed.wire.cut();
    await bed.publish(
      structured('during', 'crm:1'),
      { ...structured('x', 'crm:1'), value: BYTES },
      structured('after', 'crm:1'),
    );
    await waitUntil(async () => (await bed.metrics(app)).includes('gemba_kafka_intake_held_partitions 1'));
    await waitUntil(async () => /gemba_kafka_intake_lag_messages\{partition="\d+"\} 3/.test(await bed.metrics(app)));
    await bed.wire.mend();
    await waitUntil(async () => (await bed.recorded()).length === 3);
    await waitUntil(() => bed.deadLetters().length === 1);
    expect((await bed.recorded()).map(({ sourceEventId }) => sourceEventId)).toEqual(['before', 'during', 'after']);
    await waitUntil(async () => (await bed.metrics(app)).includes('gemba_kafka_intake_held_partitions 0'));
    const metrics = await bed.metrics(app);
    expect(metrics).toContain('gemba_kafka_intake_messages_total{outcome="recorded"} 3');
    expect(metrics).toContain('gemba_kafka_intake_messages_total{outcome="dead-lettered"} 1');
  });

  it('of the dead-letter topic holds back what is poisoned, and commits nothing before both are durable', async () => {
    const topics = bed.broker.topics();
    const { gembaTopics } = await import('@gemba/platform');
    await topics.ensure(gembaTopics(bed.config.kafka, 1).slice(0, 1));
    await topics.close();
    const first = await bed.openRecorder();
    await bed.publish({ ...structured('p', 'crm:1'), value: BYTES }, structured('q', 'crm:1'));
    await waitUntil(async () => (await bed.metrics(first)).includes('gemba_kafka_intake_held_partitions 1'));
    expect(await bed.quarantined()).toHaveLength(1);
    // Whoever takes over begins with the same message.
    await bed.close(first);
    await bed.ensureTopics();
    await bed.openRecorder();
    await waitUntil(() => bed.deadLetters().length === 1);
    expect(await bed.quarantined()).toHaveLength(1);
    expect(await bed.recorded()).toHaveLength(1);
  });

  it('is none where only the dead-letter topic takes no message of that size: what it leaves out stays in the quarantine', async () => {
    await bed.ensureTopics({ 'max.message.bytes': '2000' });
    await bed.openRecorder();
    // Digests do not compress.
    const noise = Buffer.concat(Array.from({ length: 200 }, (_, i) => createHash('sha256').update(String(i)).digest()));
    await bed.publish(
      { ...structured('big', 'crm:1'), value: noise },
      { ...structured('small', 'crm:1'), value: BYTES },
      { ...structured('wide', 'crm:1'), value: BYTES, headers: [{ name: 'noise', value: noise }] },
    );
    await waitUntil(() => bed.deadLetters().length === 3);
    const [large, small, wide] = bed.deadLetters();
    expect([large!.value, small!.value, wide!.value, wide!.key]).toEqual([null, BYTES, null, null]);
    expect(valueOf(large!, 'dlq-value-left-out-bytes')).toBe(String(noise.length));
    expect([valueOf(large!, 'dlq-headers-left-out'), valueOf(wide!, 'dlq-headers-left-out')]).toEqual([undefined, '1']);
    expect((await bed.quarantined()).map(({ raw }) => raw)).toEqual([noise, BYTES, BYTES]);
  });
});
