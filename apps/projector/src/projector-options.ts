import { type EventStore } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { type ProjectionSchemas } from './database/schema-names';
import { type DrainObserver } from './drain/drain-loop';
import { type ProjectorLog } from './projector-control';
import { type ReadModelCatalogue } from './schema/read-model-catalogue';
import { type Workers } from './workers/workers';

/** How the work on one set of tables is shared. */
export interface SharingOptions {
  /** How many parts the deals are divided into: as many processes can compute deals at once. */
  readonly partitions: number;
  /** How long a process that does not answer keeps its work from the others. */
  readonly leaseSeconds: number;
  /** Of this process, for people. */
  readonly name: string;
}

export const ALONE: SharingOptions = { partitions: 12, leaseSeconds: 10, name: 'projector' };

export interface ProjectorOptions {
  readonly store: EventStore;
  /** Of the application's role; the projector needs up to ten connections of it. */
  readonly pool: Pool;
  readonly schemas: ProjectionSchemas;
  readonly catalogue: ReadModelCatalogue;
  /** IANA name of the zone in which the organisation counts its days. */
  readonly zone: string;
  readonly now: () => Date;
  readonly log: ProjectorLog;
  /** Who computes what takes long; by default the thread of the projector. It ends with the projector. */
  readonly workers?: Workers;
  /** Told of each batch that was drained, for metrics. */
  readonly onDrained?: DrainObserver['drained'];
  /** How the work is shared with other processes; by default as if there were none, which does not keep them away. */
  readonly sharing?: SharingOptions;
  /** This process has worked on the tables before: it does not bring its definitions back. */
  readonly hasAgreed?: boolean;
  /** Told once the tables follow the definitions of this process. */
  readonly onAgreed?: () => void;
}
