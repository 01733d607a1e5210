import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { EventStore } from '@gemba/event-sourcing';
import { Pool } from 'pg';
import { EVENT_STORE } from '../event-store';
import { Readiness } from '../health/readiness';

/** The database must answer for the app to be ready, and its connections end last, when every part has finished. */
@Injectable()
export class DatabaseLifetime implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.add('database', async () => void (await this.pool.query('select 1')));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
    await this.pool.end();
  }
}
