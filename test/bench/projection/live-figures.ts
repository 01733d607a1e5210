import { LIVE_SCHEMAS } from '../../../apps/projector/src/database/schema-names';
import { Projector } from '../../../apps/projector/src/projector';
import { SHIPPED } from '../../../apps/projector/src/schema/read-model-catalogue';
import { type CpuClock } from '../cpu-clock';
import { type BenchBed } from './bench-bed';
import { type BenchInput } from './bench-input';

export interface LiveFigures {
  readonly events: number;
  /** From the first append until every table holds the last event, recording included. */
  readonly eventsPerSecond: number;
  readonly dealsComputed: number;
  readonly seconds: number;
  readonly nodeCpuS: number;
  readonly serverCpuS: number | null;
}

const PATIENCE_MS = 1_800_000;

/** Events arrive while the projector runs, every table kept up. */
export const liveFigures = async (bed: BenchBed, input: BenchInput, clock: CpuClock): Promise<LiveFigures> => {
  let dealsComputed = 0;
  const projector = new Projector({
    store: bed.store,
    pool: bed.pool,
    schemas: LIVE_SCHEMAS,
    catalogue: SHIPPED,
    zone: 'UTC',
    now: () => new Date(),
    workers: bed.workers(),
    log: { info: () => undefined, warn: console.warn, error: console.error },
    onDrained: ({ deals }) => (dealsComputed += deals),
  });
  try {
    await projector.start();
    const { seconds, node, server } = await clock.measure(async () => {
      for (const batch of input.batches) await bed.store.append(batch);
      await projector.waitUntilFresh(AbortSignal.timeout(PATIENCE_MS));
    });
    return {
      events: input.events,
      eventsPerSecond: Math.round(input.events / seconds),
      dealsComputed,
      seconds,
      nodeCpuS: node,
      serverCpuS: server,
    };
  } finally {
    await projector.stop();
  }
};
