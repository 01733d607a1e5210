import { type EventStore, EventStoreUnavailable } from '@gemba/event-sourcing';
import { type CompiledMapping, type ImportChunk, importFile, type RefusedItem } from '@gemba/intake';
import { appendItems, type AppendedItems } from '../recording/append-items';
import type { ImportFigures } from './import-line';

export interface ImportParts {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly mapping: CompiledMapping;
  readonly store: EventStore;
  readonly setAside: (items: readonly RefusedItem[]) => Promise<void>;
  /** Called in the order of the file, whenever more of it is durable. */
  readonly onProgress: (figures: ImportFigures) => void;
  /** Waits before an append is tried again; the attempt counts from 1. Throws to give up. */
  readonly pauseBeforeRetry: (attempt: number, error: EventStoreUnavailable) => Promise<void>;
}

/**
 * Chunks on their way to the record while the next ones are read. More than one, since the record gathers what waits
 * into one commit; few, since they are what an import holds in memory.
 */
const CHUNKS_UNDER_WAY_MAX = 4;

/**
 * Reads a file, records what it says and sets aside what it cannot. Run again on the same file, from whatever point the
 * last run broke off, it ends with the same record.
 */
export const runImport = async (parts: ImportParts): Promise<ImportFigures> => {
  const underWay: Promise<void>[] = [];
  let figures: ImportFigures = { bytes: 0, rows: 0, events: 0, recorded: 0, duplicates: 0, quarantined: 0 };
  const finish = async (chunk: ImportChunk, before: Promise<void>): Promise<void> => {
    const appended = await recordChunk(chunk, parts);
    await before;
    figures = added(figures, chunk, appended);
    parts.onProgress(figures);
  };
  try {
    for await (const chunk of importFile(parts.bytes, parts.mapping)) {
      const last = finish(chunk, underWay.at(-1) ?? Promise.resolve());
      // It is awaited below; until then its failure must not count as unhandled.
      last.catch(() => undefined);
      underWay.push(last);
      if (underWay.length >= CHUNKS_UNDER_WAY_MAX) await underWay.shift();
    }
  } finally {
    await Promise.allSettled(underWay);
  }
  await Promise.all(underWay);
  return figures;
};

const recordChunk = async ({ items }: ImportChunk, parts: ImportParts): Promise<AppendedItems> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const appended = await appendItems(parts.store, items);
      if (appended.refused.length > 0) await parts.setAside(appended.refused);
      return appended;
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      await parts.pauseBeforeRetry(attempt, error);
    }
  }
};

const added = (before: ImportFigures, { progress }: ImportChunk, appended: AppendedItems): ImportFigures => ({
  bytes: progress.bytesRead,
  rows: progress.rows,
  events: progress.events,
  recorded: before.recorded + appended.recorded,
  duplicates: before.duplicates + appended.duplicates,
  quarantined: before.quarantined + appended.refused.length,
});
