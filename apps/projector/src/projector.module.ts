import { instantOfMicros } from '@gemba/event-sourcing';
import { GembaConfig, GembaMetrics } from '@gemba/platform';
import { Logger, Module } from '@nestjs/common';
import { Contracts } from './contracts/contracts';
import { ContractsController } from './contracts/contracts.controller';
import { DEFAULT_TOPICS } from './contracts/topics';
import { Rebuilds } from './http/rebuilds';
import { RebuildsController } from './http/rebuilds.controller';
import { StatusController } from './http/status.controller';
import { ProjectorLifetime } from './projector-lifetime';
import { drainDurations } from './projector-metrics';
import { ProjectorThread } from './thread/projector-thread';

const projectorThread = ({ databaseUrl, organisationTz }: GembaConfig, metrics: GembaMetrics): ProjectorThread => {
  if (databaseUrl === undefined) throw new Error('GembaConfig.databaseUrl must be set before the app starts.');
  const logger = new Logger('Projector');
  const log = {
    info: (message: string) => logger.log(message),
    warn: (message: string) => logger.warn(message),
    error: (message: string, error: Error) => logger.error({ err: error }, message),
  };
  return new ProjectorThread({ databaseUrl, zone: organisationTz }, log, drainDurations(metrics));
};

/** Keeps the tables up with the record. Stands on `PlatformModule`. */
@Module({
  controllers: [StatusController, RebuildsController, ContractsController],
  providers: [
    { provide: ProjectorThread, useFactory: projectorThread, inject: [GembaConfig, GembaMetrics] },
    {
      provide: Rebuilds,
      useFactory: (projector: ProjectorThread) => new Rebuilds(projector, () => instantOfMicros(Date.now() * 1000)),
      inject: [ProjectorThread],
    },
    { provide: Contracts, useFactory: () => new Contracts(DEFAULT_TOPICS) },
    ProjectorLifetime,
  ],
  exports: [ProjectorThread],
})
export class ProjectorModule {}
