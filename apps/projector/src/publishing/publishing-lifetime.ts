import { GembaMetrics, Readiness } from '@gemba/platform';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Pool } from 'pg';
import { LIVE_SCHEMAS } from '../database/schema-names';
import { migrateProjection } from '../schema/migrate-projection';
import { type Publisher } from './publisher';
import { observeFeeds } from './publishing-metrics';

/** The publisher of this process; null where there is no Kafka. */
export const PUBLISHER = Symbol('Publisher');

/** Starts publishing with the app, says whether it gets on, stops it before the connections end. */
@Injectable()
export class PublishingLifetime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(PUBLISHER) private readonly publisher: Publisher | null,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(GembaMetrics) private readonly metrics: GembaMetrics,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.publisher === null) return;
    const { feeds } = this.publisher;
    observeFeeds(this.metrics, feeds, Date.now);
    for (const publisher of feeds) {
      this.readiness.add(`publishing ${publisher.feed.name}`, async () => {
        const { fault } = publisher.state;
        if (fault !== null) throw new Error(fault);
      });
    }
    await migrateProjection(this.pool, LIVE_SCHEMAS);
    this.publisher.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.publisher?.stop();
  }
}
