import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '@gemba/process-analytics';
import { makeTestDataDir } from '@gemba/test-support';
import { StandaloneProcess, type SupervisedApp } from '@gemba/test-support/processes';
import { tableDigests } from './table-digests';
import { ClusterBed } from '../cluster/cluster-bed';
import { type BusMessage, publishedEvents } from '../cluster/published-events';
import { orderPublished, orderRecorded } from '../cluster/stream-order';
import { TestBus } from '../cluster/test-bus';

const EVENTS = Number(process.env['GEMBA_CHAOS_EVENTS'] ?? 100_000);
const KILLS = Number(process.env['GEMBA_CHAOS_KILLS'] ?? 20);
const SEED = Number(process.env['GEMBA_CHAOS_SEED'] ?? 20_120_314);
/** Messages go out so fast that the kills meet the run, however long it takes. */
const PUBLISH_PER_S = Number(process.env['GEMBA_CHAOS_RATE'] ?? 1_000);

const FRESH_LIMIT_MS = 1_200_000;
const ENOUGH_IN_MEMORY = 8_000;

/** Ports below the range that the system gives out by itself. */
const firstPort = (): number => 12_000 + (process.pid % 700) * 10;

/** What an undisturbed standalone makes of the same messages. */
const undisturbed = async (messages: readonly BusMessage[]): Promise<Record<string, string>> => {
  const standalone = await StandaloneProcess.start(makeTestDataDir(), { GEMBA_LOG_LEVEL: 'error' });
  try {
    for (let from = 0; from < messages.length; from += ENOUGH_IN_MEMORY) {
      const lines = messages.slice(from, from + ENOUGH_IN_MEMORY).map(({ value }) => value);
      const answer = await standalone.publish('application/x-ndjson', `${lines.join('\n')}\n`);
      expect(answer.status).toBe(200);
      await answer.text();
    }
    for (;;) {
      const status = (await (await standalone.request('/v1/status')).json()) as {
        lagEvents: number;
        tables: { state: string }[];
      };
      if (status.lagEvents === 0 && status.tables.every(({ state }) => state === 'fresh')) break;
      await delay(500);
    }
    return await tableDigests(standalone.instance.sqlUrl!);
  } finally {
    await standalone.end('SIGTERM');
  }
};

describe(`two recorders and two projectors under ${KILLS} kills (GEMBA_CHAOS_SEED=${SEED})`, () => {
  it('record every event once and in order, and end with the tables of an undisturbed standalone', async () => {
    const messages = publishedEvents(EVENTS, SEED);
    const expected = await undisturbed(messages);

    const bus = await TestBus.start();
    const bed = new ClusterBed(firstPort(), bus.environment);
    let isProved = false;
    try {
      await bed.start();
      const apps = (['recorder', 'recorder', 'projector', 'projector'] as const).map((app) => bed.launch(app));
      await Promise.all(apps.map((app) => app.untilReady()));

      const startedMs = performance.now();
      let isPublished = false;
      const publishing = bus.publish(messages, PUBLISH_PER_S).then(() => (isPublished = true));
      const kills = await killAtRandom(apps, () => isPublished);
      await publishing;
      const publishedS = (performance.now() - startedMs) / 1_000;
      await bed.untilFresh(EVENTS, FRESH_LIMIT_MS);
      const endedS = (performance.now() - startedMs) / 1_000;

      expect(await bed.counts()).toEqual({ events: EVENTS, distinct: EVENTS });
      expect(await orderRecorded(bed)).toEqual(orderPublished(messages));
      expect(await tableDigests(bed.biUrl)).toEqual(expected);
      isProved = true;
      console.log(
        `${messages.length} messages, ${EVENTS} events, published in ${publishedS.toFixed(1)} s, every table fresh after ` +
          `${endedS.toFixed(1)} s; kills ${JSON.stringify(kills)}; starts ${apps.map(({ app, starts }) => `${app} ${starts}`).join(', ')}`,
      );
    } finally {
      await bed.stop({ keepLogs: !isProved });
      await bus.remove();
    }
  });
});

/** Kills one process after the other while messages are published, each as likely as any. */
const killAtRandom = async (apps: readonly SupervisedApp[], isOver: () => boolean): Promise<Record<string, number>> => {
  const random = seededRandom(SEED);
  const pauseMs = ((EVENTS / PUBLISH_PER_S) * 1_000) / (KILLS + 1);
  const kills: Record<string, number> = {};
  for (let kill = 0; kill < KILLS; kill++) {
    await delay(pauseMs * (0.5 + random()));
    const victim = apps[Math.floor(random() * apps.length)]!;
    expect({ isOver: isOver(), hit: victim.kill() }).toEqual({ isOver: false, hit: true });
    kills[victim.app] = (kills[victim.app] ?? 0) + 1;
  }
  return kills;
};
