import { createPool, openEventStore } from '@gemba/platform';
import { parentPort, workerData } from 'node:worker_threads';
import { LIVE_SCHEMAS } from '../database/schema-names';
import { Projector } from '../projector';
import { SHIPPED } from '../schema/read-model-catalogue';
import { WorkerThreads } from '../workers/worker-threads';
import { type Call, type Calls, type FromThread, type ProjectorOrder } from './projector-messages';

/*
 * The projector's own thread: folding deals keeps a processor busy, and the event loop that answers health checks and
 * Kafka's heartbeats must not wait for it. It has connections of its own.
 */

const CONNECTIONS_MAX = 10;

const { databaseUrl, record, zone, sharing, hasAgreed } = workerData as ProjectorOrder;
const port = parentPort!;
const tell = (message: FromThread): void => port.postMessage(message);

const pool = createPool({
  url: databaseUrl,
  applicationName: 'gemba projector',
  connectionsMax: CONNECTIONS_MAX,
  onIdleError: ({ message }) => tell({ kind: 'warn', message: `An idle connection broke off: ${message}` }),
});
const store = openEventStore(record, pool);
const projector = new Projector({
  store,
  pool,
  schemas: LIVE_SCHEMAS,
  catalogue: SHIPPED,
  zone,
  now: () => new Date(),
  log: {
    info: (message) => tell({ kind: 'info', message }),
    warn: (message) => tell({ kind: 'warn', message }),
    error: (message, error) => tell({ kind: 'error', message, error }),
  },
  sharing,
  workers: WorkerThreads.ofThisMachine({ databaseUrl }),
  hasAgreed,
  onAgreed: () => tell({ kind: 'agreed' }),
  onDrained: ({ deals }, seconds) => tell({ kind: 'drained', deals, seconds }),
});

const answers: { [Name in keyof Calls]: (asks: Calls[Name]['asks']) => Promise<Calls[Name]['answers']> } = {
  start: () => projector.start(),
  freshness: () => projector.freshness(),
  status: () => projector.status(),
  rebuild: () => projector.rebuild(),
  rebuildAsOf: (recordedAt) => projector.rebuildAsOf(recordedAt),
  stop: async () => {
    await projector.stop();
    await store.close();
    await pool.end();
  },
};

const answer = async ({ id, name, asks }: Call): Promise<void> => {
  try {
    tell({ kind: 'answer', id, answer: await answers[name](asks as never) });
  } catch (error) {
    tell({ kind: 'failure', id, error: error as Error, code: (error as { code?: unknown }).code });
  }
  // Told that it has stopped, the thread has nothing left to listen for, and ends by itself.
  if (name === 'stop') port.close();
};

port.on('message', (call: Call) => void answer(call));
