import { setTimeout as delay } from 'node:timers/promises';
import { ClusterBed } from '../cluster/cluster-bed';
import { publishedEvents } from '../cluster/published-events';
import { orderPublished, orderRecorded } from '../cluster/stream-order';
import { TestBus } from '../cluster/test-bus';

const EVENTS = Number(process.env['GEMBA_CHAOS_EVENTS'] ?? 20_000);
const OUTAGE_S = Number(process.env['GEMBA_CHAOS_OUTAGE_SECONDS'] ?? 30);
const PUBLISH_PER_S = 500;
const FRESH_LIMIT_MS = 600_000;

const say = (line: string): void => void process.stdout.write(`    ${line}\n`);

const firstPort = (): number => 19_000 + (process.pid % 90) * 10;

interface Outage {
  begin(): Promise<void>;
  end(): Promise<unknown>;
}

/** Runs the cluster over published messages, and something is away for a while from a third of the way on. */
const throughAnOutage = async (outageOf: (bed: ClusterBed, bus: TestBus) => Outage): Promise<void> => {
  const messages = publishedEvents(EVENTS, 7);
  const bus = await TestBus.start();
  const bed = new ClusterBed(firstPort(), bus.environment);
  try {
    await bed.start();
    const apps = (['recorder', 'recorder', 'projector', 'projector'] as const).map((app) => bed.launch(app));
    await Promise.all(apps.map((app) => app.untilReady()));
    const publishing = bus.publish(messages, PUBLISH_PER_S);
    await delay((EVENTS / PUBLISH_PER_S / 3) * 1_000);
    const outage = outageOf(bed, bus);
    await outage.begin();
    await delay(OUTAGE_S * 1_000);
    const recorders = apps.filter(({ app }) => app === 'recorder');
    expect(await Promise.all(recorders.map((app) => app.isReady()))).toEqual([false, false]);
    await outage.end();
    const backMs = performance.now();
    await publishing;
    await bed.untilFresh(EVENTS, FRESH_LIMIT_MS);
    say(`every table fresh ${Math.round(performance.now() - backMs)} ms after it was back`);
    // It came back by itself: nobody had to be started again.
    await Promise.all(apps.map((app) => app.untilReady()));
    expect(apps.map(({ starts }) => starts)).toEqual([1, 1, 1, 1]);
    expect(await bed.counts()).toEqual({ events: EVENTS, distinct: EVENTS });
    expect(await orderRecorded(bed)).toEqual(orderPublished(messages));
    expect(await bed.query('select id from intake.quarantine')).toEqual([]);
  } finally {
    await bed.stop();
    await bus.remove();
  }
};

describe(`an outage of ${OUTAGE_S} seconds while events come in`, () => {
  it('of the broker delays them, loses none and keeps the order of their streams', () =>
    throughAnOutage((_bed, { kafka }) => ({ begin: () => kafka.stop(), end: () => kafka.start() })));

  it('of PostgreSQL delays them, loses none, keeps the order of their streams and calls none poison', () =>
    throughAnOutage((bed) => ({ begin: () => bed.stopPostgres(), end: () => bed.startPostgres() })));
});
