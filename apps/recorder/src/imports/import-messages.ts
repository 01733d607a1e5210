import type { Fault } from '@gemba/intake';
import type { EventStoreConfig } from '@gemba/platform';
import type { ImportFigures } from './import-line';

/** What the worker is started with. */
export interface ImportOrder {
  readonly databaseUrl: string;
  /** Where the record is. */
  readonly record: EventStoreConfig;
  readonly mapping: string;
  /** The mapping that it corrects, where the file was imported by that one before. */
  readonly corrects: string | null;
  readonly lookups: Readonly<Record<string, Uint8Array>>;
}

/** To the worker: a piece of the file (its memory moves along), or its end. */
export type ToWorker = { readonly piece: Uint8Array } | { readonly end: 'complete' | 'broken-off' };

/** From the worker. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'faulty-mapping'; readonly faults: readonly Fault[] }
  /** So many bytes were taken: as many more may be sent. */
  | { readonly kind: 'taken'; readonly bytes: number }
  | {
      readonly kind: 'progress' | 'done';
      readonly figures: ImportFigures;
      /** How long each append took since the last message. */
      readonly appendSeconds: readonly number[];
    }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };
