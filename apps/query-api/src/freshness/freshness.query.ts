import { type EventStore } from '@gemba/event-sourcing';
import { EVENT_STORE } from '@gemba/platform';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Snapshots } from '../answer/snapshots';
import { type FreshnessAnswer } from './freshness.dto';
import { readFreshness } from './table-freshness';

/** How fresh is each table, measured against the record itself? */
export class FreshnessQuery extends Query<FreshnessAnswer> {}

@QueryHandler(FreshnessQuery)
export class FreshnessHandler implements IQueryHandler<FreshnessQuery> {
  constructor(
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async execute(): Promise<FreshnessAnswer> {
    // The head first: what is recorded after it must not make a table look late.
    const { position } = await this.store.head();
    const tables = await this.snapshots.read((client) => readFreshness(client, position));
    return {
      headPosition: Number(position),
      fresh: tables.every(({ state }) => state === 'fresh'),
      tables,
    };
  }
}
