import { type EventStore } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { type ProjectionSchemas } from './database/schema-names';
import { type DrainObserver } from './drain/drain-loop';
import { type ProjectorLog } from './projector-control';
import { type ReadModelCatalogue } from './schema/read-model-catalogue';

export interface ProjectorOptions {
  readonly store: EventStore;
  /** Of the application's role; the projector needs up to eight connections of it. */
  readonly pool: Pool;
  readonly schemas: ProjectionSchemas;
  readonly catalogue: ReadModelCatalogue;
  /** IANA name of the zone in which the organisation counts its days. */
  readonly zone: string;
  readonly now: () => Date;
  readonly log: ProjectorLog;
  /** Told of each batch that was drained, for metrics. */
  readonly onDrained?: DrainObserver['drained'];
}
