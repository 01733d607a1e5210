import { describeOnKafka, waitUntil } from '@gemba/test-support';
import { AppProcess } from '@gemba/test-support/processes';
import type { OutgoingMessage } from '@gemba/platform';
import { KafkaBed } from './testing/kafka-bed';
import { binary, structured } from './testing/messages';

const DEALS = 60;
const ROUNDS = 50;

/** One round has one event of each deal; each deal's events must be recorded in the order of the rounds. */
const round = (number: number): OutgoingMessage[] =>
  Array.from({ length: DEALS }, (_, deal) =>
    (deal % 2 === 0 ? structured : binary)(`${deal}/${number}`, `crm:${deal}`),
  );

describeOnKafka('several recorders on one topic', (kafka) => {
  let bed: KafkaBed;
  const processes: AppProcess[] = [];
  beforeEach(async () => void (bed = await KafkaBed.make(kafka.brokers)));
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((one) => one.end('SIGKILL')));
    await bed.remove();
  });

  const everythingOnceAndInOrder = async (): Promise<void> => {
    const recorded = await bed.recorded();
    expect(recorded).toHaveLength(DEALS * ROUNDS);
    const byStream = new Map<string, string[]>();
    for (const { stream, sourceEventId } of recorded)
      byStream.set(stream, [...(byStream.get(stream) ?? []), sourceEventId]);
    for (let deal = 0; deal < DEALS; deal++) {
      expect(byStream.get(`deal-crm:${deal}`)).toEqual(Array.from({ length: ROUNDS }, (_, i) => `${deal}/${i}`));
    }
  };

  it('come and go while messages come in: each event once, each deal in order', async () => {
    const first = await bed.openRecorder();
    await waitUntil(async () => (await bed.whyNotReady(first)) === null);
    const publishing = (async () => {
      for (let number = 0; number < ROUNDS; number++) await bed.publish(...round(number));
    })();
    await waitUntil(async () => (await bed.recorded()).length > DEALS);
    const second = await bed.openRecorder();
    await waitUntil(async () => /lag_messages\{partition="\d+"\}/.test(await bed.metrics(second)));
    const partitionsOf = async (app: typeof first) =>
      [...(await bed.metrics(app)).matchAll(/lag_messages\{partition="(\d+)"\}/g)].map(([, partition]) => partition);
    await waitUntil(async () => (await partitionsOf(first)).length === 6 && (await partitionsOf(second)).length === 6);
    await bed.close(first);
    await waitUntil(async () => (await partitionsOf(second)).length === 12);
    await publishing;
    await waitUntil(async () => (await bed.recorded()).length === DEALS * ROUNDS);
    await everythingOnceAndInOrder();
  });

  it('are killed without a word while messages come in: each event once, each deal in order', async () => {
    const start = async (): Promise<AppProcess> => {
      const one = await AppProcess.spawn('recorder', { ...bed.environment, GEMBA_LOG_LEVEL: 'debug' });
      processes.push(one);
      return one;
    };
    const [first, second] = [await start(), await start()];
    await first.untilReady();
    await second.untilReady();
    for (let number = 0; number < ROUNDS; number++) {
      await bed.publish(...round(number));
      if (number === 15) await first.end('SIGKILL');
      if (number === 20) await start();
      if (number === 35) expect(await second.end('SIGTERM')).toBe(0);
    }
    await waitUntil(async () => (await bed.recorded()).length === DEALS * ROUNDS);
    await everythingOnceAndInOrder();
    expect(second.text).not.toMatch(/crm:\d/);
  });
});
