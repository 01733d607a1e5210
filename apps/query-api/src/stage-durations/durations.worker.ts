import { parentPort, workerData } from 'node:worker_threads';
import { withOneConnection } from '../threads/one-connection';
import { computeDurations, type DurationsQuestion } from './compute-durations';

export interface DurationsAssignment {
  readonly databaseUrl: string;
  readonly question: DurationsQuestion;
}

const { databaseUrl, question } = workerData as DurationsAssignment;

void withOneConnection(databaseUrl, 'stage durations', async (pool) => {
  parentPort?.postMessage({ result: await computeDurations(pool, question) });
});
