import { createPool } from '@gemba/platform';
import { parentPort, workerData } from 'node:worker_threads';
import { SHIPPED } from '../schema/read-model-catalogue';
import { WorkerHere } from './worker-here';
import { type FromWorker, type Job, type Jobs, type WorkerOrder } from './worker-messages';

/*
 * A thread that computes rows and nothing else, with connections of its own: who asked goes on with what may not wait.
 */

const { databaseUrl } = workerData as WorkerOrder;
const port = parentPort!;

const pool = createPool({
  url: databaseUrl,
  applicationName: 'gemba projector worker',
  connectionsMax: 2,
  // The next job says so, if it is still broken then.
  onIdleError: () => undefined,
});
const worker = new WorkerHere(pool, SHIPPED);

const jobs: { [Name in keyof Jobs]: (asks: Jobs[Name]['asks']) => Promise<Jobs[Name]['answers']> } = {
  analyse: (asks) => worker.analyse(...asks),
  fillShadow: (asks) => worker.fillShadow(...asks),
};

const answer = async ({ id, name, asks }: Job): Promise<void> => {
  const tell = (message: FromWorker): void => port.postMessage(message);
  try {
    tell({ kind: 'answer', id, answer: await jobs[name](asks as never) });
  } catch (error) {
    tell({ kind: 'failure', id, error: error as Error });
  }
};

port.on('message', (job: Job) => void answer(job));
