import { type EventStoreConfig } from '@gemba/platform';
import { type SharingOptions } from '../projector-options';
import { type TablesAsOf } from '../rebuild/rebuild-as-of';
import { type ProjectorFreshness, type ProjectorStatus } from '../status/projector-status';

/** What the thread needs to begin. */
export interface ProjectorOrder {
  readonly databaseUrl: string;
  /** Where the record is. */
  readonly record: EventStoreConfig;
  readonly zone: string;
  readonly sharing: SharingOptions;
  /** A thread before this one has worked on the tables by the same definitions. */
  readonly hasAgreed: boolean;
}

/** What can be asked of the thread, and what it answers. */
export interface Calls {
  start: { asks: undefined; answers: void };
  stop: { asks: undefined; answers: void };
  freshness: { asks: undefined; answers: ProjectorFreshness };
  status: { asks: undefined; answers: ProjectorStatus };
  rebuild: { asks: undefined; answers: void };
  rebuildAsOf: { asks: string; answers: TablesAsOf };
}

export interface Call<Name extends keyof Calls = keyof Calls> {
  readonly id: number;
  readonly name: Name;
  readonly asks: Calls[Name]['asks'];
}

export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Calls[keyof Calls]['answers'] }
  /** The code of an error gets lost when the error is copied from thread to thread. */
  | { readonly kind: 'failure'; readonly id: number; readonly error: Error; readonly code: unknown }
  | { readonly kind: 'info' | 'warn'; readonly message: string }
  | { readonly kind: 'error'; readonly message: string; readonly error: Error }
  | { readonly kind: 'agreed' }
  | { readonly kind: 'drained'; readonly deals: number; readonly seconds: number };
