import { type TestServer } from '@gemba/test-support';
import { LIVE_SCHEMAS } from '../../../apps/projector/src/database/schema-names';
import { Projector } from '../../../apps/projector/src/projector';
import { SHIPPED } from '../../../apps/projector/src/schema/read-model-catalogue';
import { createBenchBed, recordEvents, secondsOf } from './bench-bed';
import { type DealEvent } from './deal-events';

export interface LiveFigures {
  readonly events: number;
  /** From the first append until every table holds the last event, recording included. */
  readonly eventsPerSecond: number;
  readonly dealsComputed: number;
}

const PATIENCE_MS = 600_000;

/** Events arrive while the projector runs: long deals of a thousand events among short ones, every table kept up. */
export const liveFigures = async (server: TestServer, events: readonly DealEvent[]): Promise<LiveFigures> => {
  const bed = await createBenchBed(server);
  let dealsComputed = 0;
  const projector = new Projector({
    store: bed.store,
    pool: bed.pool,
    schemas: LIVE_SCHEMAS,
    catalogue: SHIPPED,
    zone: 'UTC',
    now: () => new Date(),
    log: { info: () => undefined, warn: console.warn, error: console.error },
    onDrained: ({ deals }) => (dealsComputed += deals),
  });
  try {
    await projector.start();
    const seconds = await secondsOf(async () => {
      await recordEvents(bed.store, events);
      await projector.waitUntilFresh(AbortSignal.timeout(PATIENCE_MS));
    });
    return { events: events.length, eventsPerSecond: Math.round(events.length / seconds), dealsComputed };
  } finally {
    await projector.stop();
    await bed.drop();
  }
};
