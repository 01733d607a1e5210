import { setTimeout as delay } from 'node:timers/promises';
import { ClusterBed } from '../cluster/cluster-bed';
import { type BusMessage, publishedEvents } from '../cluster/published-events';
import { TestBus } from '../cluster/test-bus';

const EVENTS = Number(process.env['GEMBA_CHAOS_EVENTS'] ?? 20_000);
const OUTAGE_S = Number(process.env['GEMBA_CHAOS_OUTAGE_SECONDS'] ?? 30);
const PUBLISH_PER_S = 500;
const FRESH_LIMIT_MS = 600_000;

const firstPort = (): number => 19_000 + (process.pid % 90) * 10;

/** Runs the cluster over published messages, and something happens to it a third of the way. */
const throughAnOutage = async (
  happens: (bed: ClusterBed, bus: TestBus) => Promise<void>,
): Promise<{ bed: ClusterBed; messages: readonly BusMessage[]; end: () => Promise<void> }> => {
  const messages = publishedEvents(EVENTS, 7);
  const bus = await TestBus.start();
  const bed = new ClusterBed(firstPort(), bus.environment);
  const end = async (): Promise<void> => {
    await bed.stop();
    await bus.remove();
  };
  try {
    await bed.start();
    const apps = (['recorder', 'recorder', 'projector', 'projector'] as const).map((app) => bed.launch(app));
    await Promise.all(apps.map((app) => app.untilReady()));
    const publishing = bus.publish(messages, PUBLISH_PER_S);
    await delay((EVENTS / PUBLISH_PER_S / 3) * 1_000);
    await happens(bed, bus);
    await publishing;
    await bed.untilFresh(EVENTS, FRESH_LIMIT_MS);
    // It came back by itself: nobody had to be started again.
    await Promise.all(apps.map((app) => app.untilReady()));
    expect(apps.map(({ starts }) => starts)).toEqual([1, 1, 1, 1]);
    return { bed, messages, end };
  } catch (error) {
    await end();
    throw error;
  }
};

describe(`an outage of ${OUTAGE_S} seconds while events come in`, () => {
  it('of the broker delays them and loses none', async () => {
    const { bed, end } = await throughAnOutage(async (_bed, { kafka }) => {
      await kafka.stop();
      await delay(OUTAGE_S * 1_000);
      await kafka.start();
    });
    try {
      expect(await bed.counts()).toEqual({ events: EVENTS, distinct: EVENTS });
    } finally {
      await end();
    }
  });

  it('of PostgreSQL delays them, loses none and calls none poison', async () => {
    const { bed, end } = await throughAnOutage(async (bed) => {
      await bed.stopPostgres();
      await delay(OUTAGE_S * 1_000);
      await bed.startPostgres();
    });
    try {
      expect(await bed.counts()).toEqual({ events: EVENTS, distinct: EVENTS });
      expect(await bed.query('select id from intake.quarantine')).toEqual([]);
    } finally {
      await end();
    }
  });
});
