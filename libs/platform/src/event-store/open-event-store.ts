import type { EventStore } from '@gemba/event-sourcing';
import { PostgresEventStore } from '@gemba/event-store-postgres';
import type { Pool } from 'pg';
import type { GembaMetrics } from '../metrics';

/** The record over the app's pool; each durable call of its append is measured. */
export const openEventStore = (pool: Pool, metrics: GembaMetrics): EventStore =>
  new PostgresEventStore(pool, {
    onAppendCall: ({ durationSeconds }) => metrics.appendSeconds.observe(durationSeconds),
  });
