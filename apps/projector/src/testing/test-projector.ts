import { type EventStore } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { LIVE_SCHEMAS } from '../database/schema-names';
import { Projector } from '../projector';
import { type ProjectorOptions } from '../projector-options';
import { catalogueAt } from './test-projection';

/** A projector on the live schemas, its clock on a fixed day but running. */
export const aProjector = (pool: Pool, store: EventStore, changes: Partial<ProjectorOptions> = {}): Projector =>
  new Projector({
    store,
    pool,
    schemas: LIVE_SCHEMAS,
    catalogue: catalogueAt('r1'),
    zone: 'UTC',
    now: () => new Date(Date.parse('2026-06-01T12:00:00Z') + (performance.now() % 3_600_000)),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...changes,
  });

/** Runs a projector until its tables hold all of the record. */
export const whileProjecting = async <T>(projector: Projector, work: () => Promise<T>): Promise<T> => {
  await projector.start();
  try {
    const result = await work();
    await projector.waitUntilFresh(AbortSignal.timeout(30_000));
    return result;
  } finally {
    await projector.stop();
  }
};
