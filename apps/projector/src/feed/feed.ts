import { type RecordedEvent } from '@gemba/event-sourcing';
import { type PoolClient } from 'pg';
import { type Permit } from '../sharing/permit';
import { type FedCheckpoint, moveCheckpoint } from './checkpoint';
import { DirtyDeals } from './dirty-deals';
import { HistoryWriter } from './history-writer';
import { MembershipWriter } from './membership-writer';
import { StreamKeys, type TouchedStream } from './touched-streams';

/** Is told of every page, before its commit and after it. */
export interface PageObserver {
  /** Names whoever feeds, anew with each `begin`: the checkpoint keeps who moved it last. */
  readonly tenure: string;
  /** From here on others may have fed: nothing that was seen before says what the history is. */
  begin(): void;
  committing(touched: readonly TouchedStream[]): void;
  committed(touched: readonly TouchedStream[]): void;
  failed(): void;
}

/** Step one: a page of the record goes into the history, its deals are marked, the position moves. One transaction. */
export class Feed {
  private readonly keys: StreamKeys;
  private readonly history: HistoryWriter;
  private readonly membership: MembershipWriter;
  private readonly dirtyDeals: DirtyDeals;

  constructor(
    private readonly permit: Permit,
    private readonly tables: string,
    private readonly observer: PageObserver,
  ) {
    this.keys = new StreamKeys(tables);
    this.history = new HistoryWriter(tables);
    this.membership = new MembershipWriter(tables);
    this.dirtyDeals = new DirtyDeals(tables);
  }

  /** Call it when somebody else may have fed meanwhile, and after the checkpoint to go on from was read. */
  begin(): void {
    this.observer.begin();
  }

  /** Applies the events that follow a checkpoint; gives the checkpoint behind them. */
  async apply(page: readonly RecordedEvent[], from: FedCheckpoint): Promise<FedCheckpoint> {
    const last = page.at(-1);
    if (last === undefined) return from;
    const { position, eventId, recordedAt } = last;
    const events = from.events + page.length;
    const to: FedCheckpoint = { incarnation: from.incarnation, position, eventId, recordedAt, events };
    try {
      const touched = await this.permit.inTransaction(async (client) => {
        // First of all: who lost the race for this page must not wait for the end of it.
        await moveCheckpoint(client, this.tables, from, to, this.observer.tenure);
        const streams = await this.write(client, page, from, to);
        this.observer.committing(streams);
        return streams;
      });
      this.keys.remember(touched);
      this.observer.committed(touched);
    } catch (error) {
      this.observer.failed();
      throw error;
    }
    return to;
  }

  private async write(
    client: PoolClient,
    page: readonly RecordedEvent[],
    from: FedCheckpoint,
    to: FedCheckpoint,
  ): Promise<TouchedStream[]> {
    const streams = await this.keys.touchedBy(client, page);
    await this.history.write(client, streams);
    const moved = await this.membership.write(client, streams);
    await this.dirtyDeals.mark(client, streams, moved, from, to);
    if (streams.some(({ isReference }) => isReference)) await this.dirtyDeals.fanOut(client, from, to);
    return streams;
  }
}
