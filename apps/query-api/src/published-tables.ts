import { Readiness } from '@gemba/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Pool } from 'pg';

/** In a cluster this app may be up before the projector has ever been: there is nothing to ask yet. */
@Injectable()
export class PublishedTables implements OnModuleInit {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.add('tables', async () => {
      const { rows } = await this.pool.query<{ there: boolean }>(
        "select to_regclass('bi_v1.projection_position') is not null as there",
      );
      if (!rows[0]!.there) throw new Error('The tables are not there yet: a projector makes them when it starts.');
    });
  }
}
