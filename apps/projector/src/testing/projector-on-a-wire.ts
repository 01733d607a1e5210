import { type EventStore } from '@gemba/event-sourcing';
import { createPool } from '@gemba/platform';
import { TcpProxy } from '@gemba/test-support';
import { type Pool } from 'pg';
import { type Projector } from '../projector';
import { type ProjectorOptions } from '../projector-options';
import { type TestBed } from './test-projection';
import { aProjector } from './test-projector';

/** A projector with connections of its own, as a process of its own has them. */
export interface ProjectorOnAWire {
  readonly projector: Projector;
  readonly wire: TcpProxy;
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
  const { proxy: wire, url } = await TcpProxy.beforePostgres(bed.appUrl);
  const pool = createPool({
    url,
    applicationName: name,
    connectionsMax: 10,
    onIdleError: () => undefined,
  });
  const projector = aProjector(pool, store, { sharing: { name, leaseSeconds, partitions }, ...options });
  const stop = async (): Promise<void> => {
    wire.thaw();
    await projector.stop();
    await pool.end();
    await wire.cut();
  };
  const kill = async (): Promise<void> => {
    await wire.cut();
    await projector.stop();
    await pool.end();
  };
  return { projector, wire, pool, kill, stop };
};
