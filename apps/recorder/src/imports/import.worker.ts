import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreUnavailable } from '@gemba/event-sourcing';
import { PostgresEventStore } from '@gemba/event-store-postgres';
import { type CompiledMapping, readMapping, type RefusedItem } from '@gemba/intake';
import { createPool, isConnectionFailure } from '@gemba/platform';
import type { Pool } from 'pg';
import { QuarantineTable } from '../quarantine/quarantine-table';
import type { FromWorker, ImportOrder, ToWorker } from './import-messages';
import { runImport } from './run-import';

/*
 * The import's own thread: parsing a file keeps a processor busy for seconds, and the event loop that answers health
 * checks must not wait for it. It has connections of its own.
 */

const CONNECTIONS_MAX = 3;
const RETRIES_MAX = 10;
const RETRY_PAUSE_MS = 250;
const RETRY_PAUSE_MS_MAX = 10_000;
const PROGRESS_INTERVAL_MS = 200;

const tell = (port: MessagePort, message: FromWorker): void => port.postMessage(message);

/** The file as it comes in from the main thread. What was taken is told, so that no more than a few pieces wait. */
async function* piecesFrom(port: MessagePort): AsyncGenerator<Uint8Array> {
  const waiting: ToWorker[] = [];
  let wake = (): void => undefined;
  port.on('message', (message: ToWorker) => {
    waiting.push(message);
    wake();
  });
  for (;;) {
    const message = waiting.shift();
    if (message === undefined) await new Promise<void>((resolve) => (wake = resolve));
    else if ('piece' in message) {
      tell(port, { kind: 'taken', bytes: message.piece.byteLength });
      yield message.piece;
    } else if (message.end === 'complete') return;
    else throw new UploadBrokenOff('The upload broke off. What was recorded stays; send the file again.');
  }
}

class UploadBrokenOff extends Error {
  readonly code = 'upload-broken-off';
}

/** Waits longer from try to try; a PostgreSQL that restarts is back by then. */
const pauseBeforeRetry = async (attempt: number, error: Error): Promise<void> => {
  if (attempt > RETRIES_MAX) throw error;
  await delay(Math.min(RETRY_PAUSE_MS * 2 ** (attempt - 1), RETRY_PAUSE_MS_MAX));
};

/** Tells progress now and then, and always of the last. */
const throttled = (port: MessagePort) => {
  let toldAt = 0;
  return (figures: Parameters<Parameters<typeof runImport>[0]['onProgress']>[0]): void => {
    const now = performance.now();
    if (now - toldAt < PROGRESS_INTERVAL_MS) return;
    toldAt = now;
    tell(port, { kind: 'progress', figures });
  };
};

const setAsideIn = (pool: Pool, { file }: CompiledMapping) => {
  const quarantine = new QuarantineTable(pool);
  const headers = { mapping: file.name, 'mapping-version': String(file.version) };
  return async (items: readonly RefusedItem[]): Promise<void> => {
    const common = { source: file.source, mediaType: `text/x-${file.format}-row`, headers };
    try {
      await quarantine.add(
        items.map(({ place, faults, raw }) => ({ ...common, place, faults, raw })),
        'file',
      );
    } catch (error) {
      if (isConnectionFailure(error))
        throw new EventStoreUnavailable('The quarantine is out of reach.', { cause: error });
      throw error;
    }
  };
};

const importInto = async (port: MessagePort, mapping: CompiledMapping, databaseUrl: string): Promise<void> => {
  const applicationName = 'gemba import';
  const pool = createPool({
    url: databaseUrl,
    applicationName,
    connectionsMax: CONNECTIONS_MAX,
    onIdleError: () => undefined,
  });
  const store = new PostgresEventStore(pool);
  try {
    tell(port, { kind: 'ready' });
    const bytes = piecesFrom(port);
    const setAside = setAsideIn(pool, mapping);
    const figures = await runImport({ bytes, mapping, store, setAside, pauseBeforeRetry, onProgress: throttled(port) });
    tell(port, { kind: 'done', figures });
  } catch (error) {
    const { code = 'unforeseen', message, stack } = error as Error & { code?: string };
    if (code === 'unforeseen') console.error(stack);
    tell(port, { kind: 'failed', code, message });
  } finally {
    await store.close();
    await pool.end();
    port.close();
  }
};

const main = async (port: MessagePort, order: ImportOrder): Promise<void> => {
  const read = readMapping(order.mapping, order.lookups);
  if ('faults' in read) {
    tell(port, { kind: 'faulty-mapping', faults: read.faults });
    return port.close();
  }
  await importInto(port, read.mapping, order.databaseUrl);
};

if (parentPort !== null) void main(parentPort, workerData as ImportOrder);
