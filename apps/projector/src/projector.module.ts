import { hostname } from 'node:os';
import { type EventStore, instantOfMicros } from '@gemba/event-sourcing';
import { EVENT_STORE, GembaConfig, GembaMetrics, MESSAGE_BROKER, type MessageBroker } from '@gemba/platform';
import { Logger, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { Contracts } from './contracts/contracts';
import { ContractsController } from './contracts/contracts.controller';
import { topicsOf } from './contracts/topics';
import { LIVE_SCHEMAS } from './database/schema-names';
import { RebuildRequests } from './http/rebuild-requests';
import { Rebuilds } from './http/rebuilds';
import { RebuildsController } from './http/rebuilds.controller';
import { StatusController } from './http/status.controller';
import { ProjectorLifetime } from './projector-lifetime';
import { drainDurations } from './projector-metrics';
import { type ProjectorLog } from './projector-control';
import { makePublisher } from './publishing/make-publisher';
import { type Publisher } from './publishing/publisher';
import { PUBLISHER, PublishingLifetime } from './publishing/publishing-lifetime';
import { countPublished } from './publishing/publishing-metrics';
import { ProjectorThread } from './thread/projector-thread';

const logOf = (part: string): ProjectorLog => {
  const logger = new Logger(part);
  return {
    info: (message) => logger.log(message),
    warn: (message) => logger.warn(message),
    error: (message, error) => logger.error({ err: error }, message),
  };
};

const projectorThread = (config: GembaConfig, metrics: GembaMetrics): ProjectorThread => {
  const { databaseUrl, organisationTz: zone, eventStore: record } = config;
  if (databaseUrl === undefined) throw new Error('GembaConfig.databaseUrl must be set before the app starts.');
  const sharing = { ...config.projector, name: `${hostname()}:${process.pid}` };
  return new ProjectorThread({ databaseUrl, record, zone, sharing }, logOf('Projector'), drainDurations(metrics));
};

const rebuildsOf = (projector: ProjectorThread, pool: Pool): Rebuilds =>
  new Rebuilds(
    projector,
    new RebuildRequests(pool, LIVE_SCHEMAS.tables),
    () => instantOfMicros(Date.now() * 1000),
    (error) => logOf('Rebuilds').error('What became of a rebuild could not be written down.', error),
  );

const publisher = (
  { kafka }: GembaConfig,
  pool: Pool,
  store: EventStore,
  broker: MessageBroker | null,
  metrics: GembaMetrics,
): Publisher | null => {
  if (broker === null) return null;
  const { tables } = LIVE_SCHEMAS;
  return makePublisher({
    ...{ broker, kafka, store, pool, tables },
    log: logOf('Publisher'),
    onPublished: countPublished(metrics),
  });
};

/** Keeps the tables up with the record, and tells others what is recorded and found. Stands on `PlatformModule`. */
@Module({
  controllers: [StatusController, RebuildsController, ContractsController],
  providers: [
    { provide: ProjectorThread, useFactory: projectorThread, inject: [GembaConfig, GembaMetrics] },
    { provide: Rebuilds, useFactory: rebuildsOf, inject: [ProjectorThread, Pool] },
    {
      provide: Contracts,
      useFactory: ({ kafka }: GembaConfig) => new Contracts(topicsOf(kafka)),
      inject: [GembaConfig],
    },
    ProjectorLifetime,
    {
      provide: PUBLISHER,
      useFactory: publisher,
      inject: [GembaConfig, Pool, EVENT_STORE, MESSAGE_BROKER, GembaMetrics],
    },
    PublishingLifetime,
  ],
  exports: [ProjectorThread],
})
export class ProjectorModule {}
