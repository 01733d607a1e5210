import { type EventStore } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { type Backlog } from './backlog';
import { type FedCheckpoint, verifiedCheckpoint } from './checkpoint';
import { type Feed } from './feed';
import { readAhead } from './read-ahead';

/** Small while little comes in, since a page is whatever is there; up to this when far behind. */
const PAGE_EVENTS_MAX = 4_000;

/** Follows the record page by page from where the projection stands. */
export class FeedLoop {
  constructor(
    private readonly store: EventStore,
    private readonly pool: Pool,
    private readonly tables: string,
    private readonly feed: Feed,
    private readonly backlog: Backlog,
    private readonly onPage: (to: FedCheckpoint) => void,
  ) {}

  /** Runs until the signal aborts; throws `CheckpointMismatch` when this is not the record it was fed from. */
  async run(signal: AbortSignal): Promise<void> {
    let from = await verifiedCheckpoint(this.store, this.pool, this.tables);
    this.feed.begin();
    for await (const page of readAhead(this.store.subscribe(from.position, signal, PAGE_EVENTS_MAX))) {
      if (signal.aborted) return;
      from = await this.feed.apply(page, from);
      const to = from;
      this.onPage(to);
      await this.backlog.makeRoom(signal, () => this.onPage(to));
    }
  }
}
