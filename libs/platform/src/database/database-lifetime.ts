import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Pool } from 'pg';
import { Readiness } from '../health/readiness';

/** The database must answer for the app to be ready, and its connections end last, when every part has finished. */
@Injectable()
export class DatabaseLifetime implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.add('database', async () => void (await this.pool.query('select 1')));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
