import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '@gemba/process-analytics';
import { Client } from 'pg';
import { ClusterBed } from '../../cluster/cluster-bed';
import { type BusMessage, publishedEvents } from '../../cluster/published-events';
import { TestBus } from '../../cluster/test-bus';

const RATE_PER_S = 2_000;
const PROBE_EVERY = 200;
const LOOK_MS = 10;
const LIMIT_MS = 900_000;
const PROBES = 'probe:';

export interface BusFigures {
  readonly events: number;
  /** Published as fast as the broker takes them, until every table held all of them. */
  readonly endToEndEventsPerS: number;
  readonly recordedEventsPerS: number;
  /** At 2,000 messages a second: from handing a deal's opening to the producer until its row stood in deal_state. */
  readonly publishedToRowMs: { readonly n: number; readonly p50: number; readonly p99: number; readonly max: number };
}

const probe = (number: number): BusMessage => {
  const dealId = `${PROBES}${number}`;
  const event = {
    specversion: '1.0',
    type: 'gemba.DealOpened.v1',
    source: 'probe',
    id: String(number),
    time: '2026-01-05T09:00:00Z',
    data: { dealId },
  };
  return { key: dealId, value: JSON.stringify(event) };
};

const launched = async (bed: ClusterBed): Promise<void> => {
  const apps = (['recorder', 'recorder', 'projector', 'projector'] as const).map((app) => bed.launch(app));
  await Promise.all(apps.map((app) => app.untilReady()));
};

const onACluster = async <T>(firstPort: number, measure: (bed: ClusterBed, bus: TestBus) => Promise<T>): Promise<T> => {
  const bus = await TestBus.start();
  const bed = new ClusterBed(firstPort, { ...bus.environment, GEMBA_LOG_LEVEL: 'error' });
  let isMeasured = false;
  try {
    await bed.start();
    await launched(bed);
    const measured = await measure(bed, bus);
    isMeasured = true;
    return measured;
  } finally {
    await bed.stop({ keepLogs: !isMeasured });
    await bus.remove();
  }
};

const throughput = (events: number, firstPort: number) =>
  onACluster(firstPort, async (bed, bus) => {
    const messages = publishedEvents(events, 11);
    const startedMs = performance.now();
    const publishing = bus.publish(messages, Infinity);
    await bed.untilRecorded(events, LIMIT_MS);
    const recordedMs = performance.now();
    await publishing;
    await bed.untilFresh(events, LIMIT_MS);
    const perS = (endedMs: number): number => Math.round(events / ((endedMs - startedMs) / 1_000));
    return { endToEndEventsPerS: perS(performance.now()), recordedEventsPerS: perS(recordedMs) };
  });

/** Sees each probe's row at most `LOOK_MS` late. */
const watchRows = (biUrl: string, onRow: (number: number) => void, isOver: () => boolean): Promise<void> => {
  const watch = async (): Promise<void> => {
    const client = new Client({ connectionString: biUrl });
    await client.connect();
    const seen = new Set<string>();
    while (!isOver()) {
      const { rows } = await client.query<{ deal_id: string }>(
        `select deal_id from bi_v1.deal_state where deal_id like '${PROBES}%' and deal_id <> all($1)`,
        [[...seen]],
      );
      for (const { deal_id } of rows) {
        seen.add(deal_id);
        onRow(Number(deal_id.slice(PROBES.length)));
      }
      await delay(LOOK_MS);
    }
    await client.end();
  };
  return watch();
};

const latency = (events: number, firstPort: number) =>
  onACluster(firstPort, async (bed, bus) => {
    const messages: BusMessage[] = [];
    const probeAt: number[] = [];
    for (const [index, message] of publishedEvents(events, 13).entries()) {
      if (index % PROBE_EVERY === 0) {
        probeAt.push(messages.length);
        messages.push(probe(probeAt.length - 1));
      }
      messages.push(message);
    }
    const sentMs: number[] = [];
    const visibleMs: number[] = [];
    const watching = watchRows(
      bed.biUrl,
      (number) => (visibleMs[number] = performance.now()),
      () => probeAt.every((_, number) => visibleMs[number] !== undefined),
    );
    await bus.publish(messages, RATE_PER_S, (sent, at) => {
      while (sentMs.length < probeAt.length && probeAt[sentMs.length]! < sent) sentMs.push(at);
    });
    await watching;
    const tookMs = sentMs.map((at, number) => visibleMs[number]! - at);
    const of = (share: number): number => Math.round(quantile(tookMs, share)!);
    return { n: tookMs.length, p50: of(0.5), p99: of(0.99), max: of(1) };
  });

/** What the bus, two recorders and two projectors make together, as processes of their own on this machine. */
export const busFigures = async (events: number): Promise<BusFigures> => {
  const firstPort = 10_000 + (process.pid % 100) * 20;
  const { endToEndEventsPerS, recordedEventsPerS } = await throughput(events, firstPort);
  const publishedToRowMs = await latency(events, firstPort + 10);
  return { events, endToEndEventsPerS, recordedEventsPerS, publishedToRowMs };
};
