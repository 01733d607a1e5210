import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule } from 'nestjs-pino';
import { Pool } from 'pg';
import { GembaConfig } from './configuration';
import { DatabaseLifetime } from './database/database-lifetime';
import { databasePool } from './database/database-pool';
import { EVENT_STORE, openEventStore } from './event-store';
import { RecordLifetime } from './event-store/record-lifetime';
import { HealthController, Readiness } from './health';
import { MESSAGE_BROKER, openMessageBroker } from './kafka';
import { logOptions } from './logging';
import { GembaMetrics, MetricsController } from './metrics';
import { ProblemDetailsFilter } from './problem-details';
import {
  AccessGuard,
  Admission,
  admissionOf,
  ApiKeyRing,
  SecurityLifetime,
  SIGNING_KEYS,
  signingKeysOf,
} from './security';

const measuredEventStore = ({ eventStore }: GembaConfig, pool: Pool, { appendSeconds }: GembaMetrics) =>
  openEventStore(eventStore, pool, ({ durationSeconds }) => appendSeconds.observe(durationSeconds));

/**
 * What every app stands on: configuration, PostgreSQL pool, the record, the bus, logs, metrics, health, refusals, access.
 * Given the configuration that `main.ts` read; `databaseUrl` must be set in it by then.
 */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: GembaConfig): DynamicModule {
    const shared = [GembaConfig, Pool, EVENT_STORE, MESSAGE_BROKER, GembaMetrics, Readiness, Admission];
    return {
      module: PlatformModule,
      imports: [LoggerModule.forRoot(logOptions(config)), TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: GembaConfig, useValue: config },
        { provide: Pool, useFactory: databasePool, inject: [GembaConfig] },
        { provide: EVENT_STORE, useFactory: measuredEventStore, inject: [GembaConfig, Pool, GembaMetrics] },
        { provide: MESSAGE_BROKER, useFactory: () => openMessageBroker(config.kafka) },
        { provide: ApiKeyRing, useFactory: () => new ApiKeyRing(config.security.apiKeys) },
        { provide: SIGNING_KEYS, useFactory: () => signingKeysOf(config.security) },
        { provide: Admission, useFactory: admissionOf, inject: [GembaConfig, ApiKeyRing, SIGNING_KEYS] },
        SecurityLifetime,
        GembaMetrics,
        Readiness,
        RecordLifetime,
        DatabaseLifetime,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemDetailsFilter },
      ],
      exports: [...shared, LoggerModule],
    };
  }
}
