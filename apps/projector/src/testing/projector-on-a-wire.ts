import { type EventStore } from '@gemba/event-sourcing';
import { createPool } from '@gemba/platform';
import { type Pool } from 'pg';
import { type Projector } from '../projector';
import { type ProjectorOptions } from '../projector-options';
import { type TestBed } from './test-projection';
import { aProjector } from './test-projector';
import { Wire } from './wire';

/** A projector with connections of its own, as a process of its own has them. */
export interface ProjectorOnAWire {
  readonly projector: Projector;
  readonly wire: Wire;
  readonly pool: Pool;
  /** It is dead: its connections ended, and it never comes back. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export const projectorOnAWire = async (
  bed: TestBed,
  store: EventStore,
  name: string,
  changes: Partial<ProjectorOptions> & { leaseSeconds?: number; partitions?: number } = {},
): Promise<ProjectorOnAWire> => {
  const { leaseSeconds = 2, partitions = 12, ...options } = changes;
  const wire = await Wire.to(bed.appUrl);
  const pool = createPool({
    url: wire.url,
    applicationName: name,
    connectionsMax: 10,
    onIdleError: () => undefined,
  });
  const projector = aProjector(pool, store, { sharing: { name, leaseSeconds, partitions }, ...options });
  const stop = async (): Promise<void> => {
    wire.thaw();
    await projector.stop();
    await pool.end();
    wire.cut();
  };
  const kill = async (): Promise<void> => {
    wire.cut();
    await projector.stop();
    await pool.end();
  };
  return { projector, wire, pool, kill, stop };
};
