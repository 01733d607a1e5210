import { parentPort, workerData } from 'node:worker_threads';
import { createPool } from '@gemba/platform';
import { computeDurations, type DurationsQuestion } from './compute-durations';

interface Assignment {
  readonly databaseUrl: string;
  readonly question: DurationsQuestion;
}

/** Answers one question on a thread of its own, so that health checks and other questions need not wait for it. */
const work = async ({ databaseUrl, question }: Assignment): Promise<void> => {
  const pool = createPool({
    url: databaseUrl,
    applicationName: 'gemba stage durations',
    connectionsMax: 1,
    onIdleError: () => undefined,
  });
  try {
    const client = await pool.connect();
    try {
      parentPort?.postMessage(await computeDurations(client, question));
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
};

void work(workerData as Assignment);
