import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { OutgoingMessage } from '@gemba/platform';
import { seededRandom } from '@gemba/process-analytics';
import { type OwnBroker, startOwnBroker, startTestServer, waitUntil } from '@gemba/test-support';
import { AppProcess } from '@gemba/test-support/processes';
import { KafkaBed, type Letter } from '../../apps/recorder/src/kafka-intake/testing/kafka-bed';
import { binary, structured } from '../../apps/recorder/src/kafka-intake/testing/messages';

const GOOD = Number(process.env['GEMBA_CHAOS_GOOD'] ?? 50_000);
const POISON = Number(process.env['GEMBA_CHAOS_POISON'] ?? 1_000);
const SEED = Number(process.env['GEMBA_CHAOS_SEED'] ?? 20_120_314);
const DEALS = 2_000;
const LIMIT_MS = 1_800_000;
const PUBLISHED_AT_ONCE = 2_000;

const say = (line: string): void => void process.stdout.write(`    ${line}\n`);

const good = (number: number): OutgoingMessage =>
  (number % 2 === 0 ? structured : binary)(`good ${number}`, `crm:${number % DEALS}`);

/** Ways in which a message is no event; each piece is another one, on a partition where good ones lie, too. */
const poison = (number: number, random: () => number): OutgoingMessage => {
  const noise = Buffer.from(Array.from({ length: 1 + Math.floor(random() * 400) }, () => Math.floor(random() * 256)));
  const whole = structured(`poison ${number}`, `crm:${Math.floor(random() * DEALS)}`);
  const kinds: readonly (() => OutgoingMessage)[] = [
    () => ({ ...whole, value: noise }),
    () => ({ ...whole, value: null }),
    () => ({ ...whole, value: whole.value!.subarray(0, -1) }),
    () => ({ ...whole, headers: [{ name: 'ce_id', value: noise }] }),
    () => ({ ...whole, key: noise, headers: [{ name: 'none', value: null }] }),
    () => binary(`poison ${number}`, 'crm:1', { type: 'gemba.DealSneezed.v1' }),
    () => structured(`poison ${number}`, 'crm:1', { data: { dealId: number, activity: 'call' } }),
    () => structured(`poison ${number}`, 'crm:1', { data: { dealId: 'crm:1', activity: 'x'.repeat(100_000) } }),
  ];
  return kinds[number % kinds.length]!();
};

const placeOf = (topicPartition: number, offset: string): string => `${topicPartition}@${offset}`;

const headerOf = ({ headers }: Letter, name: string): string =>
  headers.findLast((header) => header.name === name)!.value!.toString();

/** A dead letter as it lay on its own topic. */
const originalOf = (letter: Letter) => ({
  key: letter.key,
  value: letter.value,
  headers: letter.headers.filter(({ name }) => !name.startsWith('dlq-')),
});

describe(`${POISON} poisoned messages among ${GOOD} good ones (GEMBA_CHAOS_SEED=${SEED})`, () => {
  let kafka: OwnBroker;
  let server: Awaited<ReturnType<typeof startTestServer>>;
  let bed: KafkaBed;
  const recorders: AppProcess[] = [];

  beforeAll(async () => {
    [kafka, server] = await Promise.all([startOwnBroker(), startTestServer()]);
    bed = await KafkaBed.make(kafka.brokers, { server });
  });
  afterAll(async () => {
    await Promise.all(recorders.map((recorder) => recorder.end('SIGKILL')));
    await bed.remove();
    await Promise.all([kafka.remove(), server.stop()]);
  });

  const start = async (): Promise<AppProcess> => {
    const recorder = await AppProcess.spawn('recorder', bed.environment);
    recorders.push(recorder);
    return recorder;
  };

  const count = async (table: string): Promise<number> => {
    const { rows } = await bed.admin.query<{ count: number }>(`select count(*)::integer as count from ${table}`);
    return rows[0]!.count;
  };

  /** Shuffled in among each other; those of one deal stay in their order. */
  const everything = (): OutgoingMessage[] => {
    const random = seededRandom(SEED);
    const messages = Array.from({ length: GOOD }, (_, i) => good(i));
    for (let i = 0; i < POISON; i++) messages.splice(Math.floor(random() * messages.length), 0, poison(i, random));
    return messages;
  };

  it('stop nobody: all good ones are recorded in order, all poison is kept byte for byte, across a kill', async () => {
    const messages = everything();
    const publishingAtMs = performance.now();
    for (let from = 0; from < messages.length; from += PUBLISHED_AT_ONCE) {
      await bed.publish(...messages.slice(from, from + PUBLISHED_AT_ONCE));
    }
    say(`published ${messages.length} in ${Math.round(performance.now() - publishingAtMs)} ms`);

    const first = await start();
    await first.untilReady();
    const begunAtMs = performance.now();
    await waitUntil(async () => (await count('record.events')) > GOOD / 2, LIMIT_MS);
    const halfAtMs = performance.now();
    const half = await count('record.events');
    await first.end('SIGKILL');
    const second = await start();
    await waitUntil(async () => (await count('record.events')) === GOOD, LIMIT_MS);
    const doneAtMs = performance.now();
    say(
      `${half} events recorded in ${Math.round(halfAtMs - begunAtMs)} ms, then a kill -9; all ${GOOD} after ${Math.round(doneAtMs - begunAtMs)} ms, the takeover among them`,
    );

    const rest = async (): Promise<number> => {
      const metrics = await second.metrics();
      const lags = [...metrics.matchAll(/^gemba_kafka_intake_lag_messages\{.*\} (\d+)$/gm)].map(([, lag]) =>
        Number(lag),
      );
      return lags.length === 12 ? lags.reduce((sum, lag) => sum + lag, 0) : Number.NaN;
    };
    await waitUntil(async () => (await rest()) === 0, LIMIT_MS);
    const memory = await second.metrics();
    say(
      `resident memory of the recorder: ${Math.round(Number(/^process_resident_memory_bytes (\d+)/m.exec(memory)![1]) / 2 ** 20)} MiB`,
    );

    await everyGoodOneOnceAndInOrder();
    await everyPoisonByteForByte();
  });

  const everyGoodOneOnceAndInOrder = async (): Promise<void> => {
    const recorded = await bed.recorded();
    expect(recorded).toHaveLength(GOOD);
    const last = new Map<string, number>();
    const wrong = recorded.filter(({ stream, sourceEventId }) => {
      const number = Number(sourceEventId.split(' ')[1]);
      const expected = (last.get(stream) ?? (number % DEALS) - DEALS) + DEALS;
      last.set(stream, number);
      return stream !== `deal-crm:${number % DEALS}` || number !== expected;
    });
    expect(wrong).toEqual([]);
  };

  const everyPoisonByteForByte = async (): Promise<void> => {
    const source = bed.messagesOn(bed.topic);
    const letters = bed.deadLetters();
    await waitUntil(() => source.length === GOOD + POISON && letters.length >= POISON, LIMIT_MS);
    // Should there be one too many, it has time to show itself.
    await delay(2_000);
    const bySource = new Map(source.map((message) => [placeOf(message.partition, message.offset), message]));
    const places = new Set<string>();
    const changed = letters.filter((letter) => {
      const place = placeOf(letter.partition, headerOf(letter, 'dlq-original-offset'));
      places.add(place);
      const { key, value, headers } = bySource.get(place)!;
      return !isDeepStrictEqual(originalOf(letter), { key, value, headers });
    });
    expect(changed).toEqual([]);
    expect(places.size).toBe(POISON);
    const entries = await bed.quarantined();
    const kept = entries.filter(({ partition, offset, raw }) =>
      raw.equals(bySource.get(placeOf(partition, offset))!.value ?? Buffer.alloc(0)),
    );
    expect([entries.length, kept.length]).toEqual([POISON, POISON]);
    say(`${letters.length} dead letters for ${places.size} poisoned messages, ${entries.length} quarantine entries`);
  };
});
