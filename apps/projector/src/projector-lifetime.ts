import { GembaMetrics, Readiness } from '@gemba/platform';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Rebuilds } from './http/rebuilds';
import { FEED } from './sharing/lease';
import { type HeldWork } from './status/projector-activity';
import { ProjectorThread } from './thread/projector-thread';

/** Starts the projector with the app, says how far it has come, stops it before the connections end. */
@Injectable()
export class ProjectorLifetime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(ProjectorThread) private readonly projector: ProjectorThread,
    @Inject(GembaMetrics) private readonly metrics: GembaMetrics,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Rebuilds) private readonly rebuilds: Rebuilds,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.metrics.observe('gemba_projection_lag_events', 'Recorded events that are not in every table yet', async () => {
      const { tables } = await this.projector.freshness();
      return Math.max(0, ...tables.map(({ lagEvents }) => lagEvents));
    });
    this.metrics.observe('gemba_projection_lag_seconds', 'Seconds by which the stalest table is behind', async () => {
      const { tables } = await this.projector.freshness();
      return Math.max(0, ...tables.map(({ lagSeconds }) => lagSeconds));
    });
    const held = async (): Promise<HeldWork> => (await this.projector.freshness()).holds;
    this.metrics.observe(
      'gemba_projector_partitions',
      'Parts of the deals that this process computes',
      async () => (await held()).partitions.length,
    );
    this.metrics.observe('gemba_projector_feeds', '1 while this process brings the record in', async () =>
      Number((await held()).roles.includes(FEED)),
    );
    this.readiness.add('projector', async () => {
      const { doing, fault } = await this.projector.freshness();
      if (doing === 'failing' || doing === 'refusing' || doing === 'aside')
        throw new Error(fault ?? 'The projector does not work.');
    });
    await this.projector.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.rebuilds.fallSilent();
    await this.projector.stop();
  }
}
