import { hostname } from 'node:os';
import { instantOfMicros } from '@gemba/event-sourcing';
import { GembaConfig, GembaMetrics } from '@gemba/platform';
import { Logger, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { Contracts } from './contracts/contracts';
import { ContractsController } from './contracts/contracts.controller';
import { DEFAULT_TOPICS } from './contracts/topics';
import { LIVE_SCHEMAS } from './database/schema-names';
import { RebuildRequests } from './http/rebuild-requests';
import { Rebuilds } from './http/rebuilds';
import { RebuildsController } from './http/rebuilds.controller';
import { StatusController } from './http/status.controller';
import { ProjectorLifetime } from './projector-lifetime';
import { drainDurations } from './projector-metrics';
import { ProjectorThread } from './thread/projector-thread';

const projectorThread = (config: GembaConfig, metrics: GembaMetrics): ProjectorThread => {
  const { databaseUrl, organisationTz: zone } = config;
  if (databaseUrl === undefined) throw new Error('GembaConfig.databaseUrl must be set before the app starts.');
  const logger = new Logger('Projector');
  const log = {
    info: (message: string) => logger.log(message),
    warn: (message: string) => logger.warn(message),
    error: (message: string, error: Error) => logger.error({ err: error }, message),
  };
  const sharing = { ...config.projector, name: `${hostname()}:${process.pid}` };
  return new ProjectorThread({ databaseUrl, zone, sharing }, log, drainDurations(metrics));
};

const rebuildsOf = (projector: ProjectorThread, pool: Pool): Rebuilds => {
  const logger = new Logger('Rebuilds');
  return new Rebuilds(
    projector,
    new RebuildRequests(pool, LIVE_SCHEMAS.tables),
    () => instantOfMicros(Date.now() * 1000),
    (error) => logger.error({ err: error }, 'What became of a rebuild could not be written down.'),
  );
};

/** Keeps the tables up with the record. Stands on `PlatformModule`. */
@Module({
  controllers: [StatusController, RebuildsController, ContractsController],
  providers: [
    { provide: ProjectorThread, useFactory: projectorThread, inject: [GembaConfig, GembaMetrics] },
    { provide: Rebuilds, useFactory: rebuildsOf, inject: [ProjectorThread, Pool] },
    { provide: Contracts, useFactory: () => new Contracts(DEFAULT_TOPICS) },
    ProjectorLifetime,
  ],
  exports: [ProjectorThread],
})
export class ProjectorModule {}
