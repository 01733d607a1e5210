import type { EventStore } from '@gemba/event-sourcing';
import { EventStoreDbEventStore } from '@gemba/event-store-eventstoredb';
import { PostgresEventStore } from '@gemba/event-store-postgres';
import type { Pool } from 'pg';
import type { EventStoreConfig } from './event-store-config';

/** Told of each durable call of the append, for histograms. */
export type OnAppendCall = (figures: { readonly durationSeconds: number }) => void;

/** The record that the configuration names; in PostgreSQL it is reached by the given pool. Connects to nothing yet. */
export const openEventStore = (
  { kind, eventStoreDbUrl }: EventStoreConfig,
  pool: Pool,
  onAppendCall: OnAppendCall = () => undefined,
): EventStore => {
  if (kind === 'postgres') return new PostgresEventStore(pool, { onAppendCall });
  if (eventStoreDbUrl === undefined)
    throw new Error('GEMBA_EVENTSTOREDB_URL must be set with GEMBA_EVENT_STORE=eventstoredb.');
  return new EventStoreDbEventStore(eventStoreDbUrl, { onAppendCall });
};
