import { parentPort, workerData } from 'node:worker_threads';
import { verifyRecord } from '@gemba/event-store-postgres';
import { withOneConnection } from '../threads/one-connection';

export interface VerificationAssignment {
  readonly databaseUrl: string;
}

const { databaseUrl } = workerData as VerificationAssignment;

void withOneConnection(databaseUrl, 'record verification', async (pool) => {
  const result = await verifyRecord(pool, (events) => parentPort?.postMessage({ progress: events }));
  parentPort?.postMessage({ result });
});
