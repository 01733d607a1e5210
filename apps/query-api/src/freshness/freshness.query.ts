import { type EventStore, unreadEvents } from '@gemba/event-sourcing';
import { EVENT_STORE } from '@gemba/platform';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Snapshots } from '../answer/snapshots';
import { type FreshnessAnswer } from './freshness.dto';
import { readFed, readFreshness } from './table-freshness';

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
    const [tables, fed] = await this.snapshots.read(
      async (client) => [await readFreshness(client), await readFed(client)] as const,
    );
    const head = Number(position);
    const unread = unreadEvents(position, fed);
    const measured = tables.map((table) => {
      const lagEvents = table.position >= head ? 0 : table.lagEvents + unread;
      const state = table.state === 'fresh' && lagEvents > 0 ? 'stale' : table.state;
      return { ...table, lagEvents, state };
    });
    return { headPosition: head, fresh: measured.every(({ state }) => state === 'fresh'), tables: measured };
  }
}
