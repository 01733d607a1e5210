import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreUnavailable } from '@gemba/event-sourcing';
import { type CompiledMapping, type RefusedItem } from '@gemba/intake';
import { createPool, isConnectionFailure, openEventStore } from '@gemba/platform';
import type { Pool } from 'pg';
import { QuarantineTable } from '../quarantine/quarantine-table';
import type { ImportFigures } from './import-line';
import type { FromWorker, ImportOrder, ToWorker } from './import-messages';
import { orderedMapping } from './ordered-mapping';
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

/** Tells how far the import has come: now and then, and at its end. */
class ProgressTeller {
  private toldAt = 0;
  private appendSeconds: number[] = [];

  constructor(private readonly port: MessagePort) {}

  readonly appended = ({ durationSeconds }: { readonly durationSeconds: number }): void => {
    this.appendSeconds.push(durationSeconds);
  };

  readonly progress = (figures: ImportFigures): void => {
    if (performance.now() - this.toldAt >= PROGRESS_INTERVAL_MS) this.tell('progress', figures);
  };

  tell(kind: 'progress' | 'done', figures: ImportFigures): void {
    this.toldAt = performance.now();
    tell(this.port, { kind, figures, appendSeconds: this.appendSeconds });
    this.appendSeconds = [];
  }
}

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

const importInto = async (
  port: MessagePort,
  mapping: CompiledMapping,
  { databaseUrl, record }: ImportOrder,
): Promise<void> => {
  const applicationName = 'gemba import';
  const pool = createPool({
    url: databaseUrl,
    applicationName,
    connectionsMax: CONNECTIONS_MAX,
    onIdleError: () => undefined,
  });
  const teller = new ProgressTeller(port);
  const store = openEventStore(record, pool, teller.appended);
  try {
    tell(port, { kind: 'ready' });
    const bytes = piecesFrom(port);
    const setAside = setAsideIn(pool, mapping);
    const onProgress = teller.progress;
    const figures = await runImport({ bytes, mapping, store, setAside, pauseBeforeRetry, onProgress });
    teller.tell('done', figures);
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
  const read = orderedMapping(order);
  if ('faults' in read) {
    tell(port, { kind: 'faulty-mapping', faults: read.faults });
    return port.close();
  }
  await importInto(port, read.mapping, order);
};

if (parentPort !== null) void main(parentPort, workerData as ImportOrder);
