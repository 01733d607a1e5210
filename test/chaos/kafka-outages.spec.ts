import { setTimeout as delay } from 'node:timers/promises';
import type { OutgoingMessage } from '@gemba/platform';
import { type OwnBroker, startOwnBroker, startTestServer, waitUntil } from '@gemba/test-support';
import { AppProcess } from '@gemba/test-support/processes';
import { KafkaBed } from '../../apps/recorder/src/kafka-intake/testing/kafka-bed';
import { binary, structured } from '../../apps/recorder/src/kafka-intake/testing/messages';

const OUTAGE_MS = Number(process.env['GEMBA_CHAOS_OUTAGE_MS'] ?? 30_000);
const DEALS = 100;
const ROUND_MS = 250;
const LIMIT_MS = 600_000;

const say = (line: string): void => void process.stdout.write(`    ${line}\n`);

const round = (number: number): OutgoingMessage[] =>
  Array.from({ length: DEALS }, (_, deal) =>
    (deal % 2 === 0 ? structured : binary)(`${deal}/${number}`, `crm:${deal}`),
  );

describe(`outages of ${OUTAGE_MS} ms while messages come in`, () => {
  let kafka: OwnBroker;
  let server: Awaited<ReturnType<typeof startTestServer>>;
  let bed: KafkaBed;
  let recorder: AppProcess;
  let rounds = 0;
  let isOver = false;

  beforeAll(async () => {
    [kafka, server] = await Promise.all([startOwnBroker(), startTestServer()]);
    bed = await KafkaBed.make(kafka.brokers, { server });
    recorder = await AppProcess.spawn('recorder', bed.environment);
    await recorder.untilReady();
  });
  afterAll(async () => {
    isOver = true;
    await recorder.end('SIGKILL');
    await bed.remove();
    await Promise.all([kafka.remove(), server.stop()]);
  });

  /** A source that sends again what it is not sure of. */
  const publish = async (): Promise<void> => {
    while (!isOver) {
      const messages = round(rounds);
      for (let isSent = false; !isSent && !isOver;) {
        isSent = await bed.publish(...messages).then(
          () => true,
          () => delay(200, false),
        );
      }
      rounds++;
      await delay(ROUND_MS);
    }
  };

  const recordedCount = async (): Promise<number> => {
    const { rows } = await bed.admin.query<{ count: number }>('select count(*)::integer as count from record.events');
    return rows[0]!.count;
  };

  const caughtUp = (): Promise<void> =>
    waitUntil(async () => {
      const published = rounds * DEALS;
      return (await recordedCount()) >= published;
    }, LIMIT_MS);

  it('of PostgreSQL and of the broker are over by themselves: nothing lost, nothing twice, nothing dead-lettered', async () => {
    const publishing = publish();
    await waitUntil(() => rounds > 8);
    await caughtUp();

    await bed.wire.cut();
    await delay(OUTAGE_MS);
    expect(await recorder.isReady()).toBe(false);
    await bed.wire.mend();
    let backAtMs = performance.now();
    await caughtUp();
    say(`PostgreSQL back: caught up after ${Math.round(performance.now() - backAtMs)} ms`);

    await kafka.stop();
    await delay(OUTAGE_MS);
    expect(await recorder.isReady()).toBe(false);
    await kafka.start();
    backAtMs = performance.now();
    await caughtUp();
    await waitUntil(() => recorder.isReady(), LIMIT_MS);
    const sinceMs = Math.round(performance.now() - backAtMs);
    const before = rounds;
    await waitUntil(() => rounds > before + 8, LIMIT_MS);
    isOver = true;
    await publishing;
    await waitUntil(async () => (await recordedCount()) === rounds * DEALS, LIMIT_MS);
    say(`broker back: caught up after ${sinceMs} ms; ${rounds * DEALS} events in all`);

    expect(recorder.hasEnded).toBe(false);
    const byDeal = new Map<string, string[]>();
    for (const { stream, sourceEventId } of await bed.recorded()) {
      const known = byDeal.get(stream);
      if (known === undefined) byDeal.set(stream, [sourceEventId]);
      else known.push(sourceEventId);
    }
    for (let deal = 0; deal < DEALS; deal++) {
      expect(byDeal.get(`deal-crm:${deal}`)).toEqual(Array.from({ length: rounds }, (_, i) => `${deal}/${i}`));
    }
    expect(await bed.quarantined()).toEqual([]);
    const metrics = await recorder.metrics();
    expect(metrics).toContain('gemba_kafka_intake_messages_total{outcome="recorded"}');
    expect(metrics).not.toContain('gemba_kafka_intake_messages_total{outcome="dead-lettered"}');
  });
});
