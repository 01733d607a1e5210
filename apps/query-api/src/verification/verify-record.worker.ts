import { parentPort, workerData } from 'node:worker_threads';
import { parseSeal, type RecordVerification, verifyByReading } from '@gemba/event-sourcing';
import { verifyRecord } from '@gemba/event-store-postgres';
import { type EventStoreConfig, openEventStore } from '@gemba/platform';
import { type Pool } from 'pg';
import { withOneConnection } from '../threads/one-connection';
import { checkpointFaults } from './checkpoint-faults';
import { readCheckpoints } from './reader-checkpoints';

export interface VerificationAssignment {
  readonly databaseUrl: string;
  /** Where the record is. */
  readonly record: EventStoreConfig;
  /** An earlier seal, as text, to be held against the record. */
  readonly seal: string | null;
}

const { databaseUrl, record, seal } = workerData as VerificationAssignment;

const options = {
  onProgress: (events: number): void => parentPort?.postMessage({ progress: events }),
  earlier: (seal === null ? null : parseSeal(seal)) ?? undefined,
};

/** In PostgreSQL more can be said than a reader sees; elsewhere the record is read as everybody reads it. */
const verification = async (pool: Pool): Promise<RecordVerification> => {
  const store = openEventStore(record, pool);
  try {
    const checkpoints = await readCheckpoints(pool);
    const found = await (record.kind === 'postgres' ? verifyRecord(pool, options) : verifyByReading(store, options));
    return { ...found, faults: [...(await checkpointFaults(store, checkpoints)), ...found.faults] };
  } finally {
    await store.close();
  }
};

void withOneConnection(databaseUrl, 'record verification', async (pool) => {
  parentPort?.postMessage({ result: await verification(pool) });
});
