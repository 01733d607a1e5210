import { parentPort, workerData } from 'node:worker_threads';
import { type RecordVerification, verifyByReading } from '@gemba/event-sourcing';
import { verifyRecord } from '@gemba/event-store-postgres';
import { type EventStoreConfig, openEventStore } from '@gemba/platform';
import { type Pool } from 'pg';
import { withOneConnection } from '../threads/one-connection';

export interface VerificationAssignment {
  readonly databaseUrl: string;
  /** Where the record is. */
  readonly record: EventStoreConfig;
}

const { databaseUrl, record } = workerData as VerificationAssignment;

const tellProgress = (events: number): void => parentPort?.postMessage({ progress: events });

/** In PostgreSQL more can be said than a reader sees; elsewhere the record is read as everybody reads it. */
const verification = async (pool: Pool): Promise<RecordVerification> => {
  if (record.kind === 'postgres') return verifyRecord(pool, tellProgress);
  const store = openEventStore(record, pool);
  try {
    return await verifyByReading(store, tellProgress);
  } finally {
    await store.close();
  }
};

void withOneConnection(databaseUrl, 'record verification', async (pool) => {
  parentPort?.postMessage({ result: await verification(pool) });
});
