import { type Checkpoint, type EventStore, type RecordedEvent } from '@gemba/event-sourcing';
import { publicTypeName } from '@gemba/intake';
import { UnknownShape } from '@gemba/sales-process';
import { EventDeals } from './event-deals';
import { type Behind, type Feed, type FeedItem, PublicationBlocked } from './feed';
import { type Publication } from './publication';
import { recordedMessage } from './recorded-message';

/** As many as the broker takes in one batch. */
const PAGE_EVENTS = 500;

/** Every recorded event, read from the record itself: from any store, and whether or not tables follow. */
export class RecordedFeed implements Feed {
  readonly name = 'recorded';

  constructor(
    readonly topic: string,
    private readonly store: EventStore,
    private readonly publication: Publication,
  ) {}

  async begin(): Promise<Checkpoint> {
    const from = await this.publication.read(async () => (await this.store.head()).incarnation);
    await this.store.verify(from);
    return from;
  }

  async *pages({ incarnation, position }: Checkpoint, signal: AbortSignal): AsyncGenerator<readonly FeedItem[]> {
    // Of its own: another process may have published what lies between this reading and the last.
    const deals = new EventDeals(this.store);
    for await (const page of this.store.subscribe(position, signal, PAGE_EVENTS)) {
      deals.note(page);
      const items: FeedItem[] = [];
      for (const event of page) {
        const item = await this.itemOf(event, deals, incarnation);
        if (item instanceof PublicationBlocked) {
          if (items.length > 0) yield items;
          throw item;
        }
        items.push(item);
      }
      yield items;
    }
  }

  move(from: Checkpoint, to: Checkpoint): Promise<void> {
    return this.publication.move(from, to);
  }

  async behind(): Promise<Behind> {
    const { incarnation, position: end } = await this.store.head();
    const { position } = await this.publication.read(() => Promise.resolve(incarnation));
    const [oldest] = position < end ? await this.store.readAll(position, 1) : [];
    return { positions: Math.max(0, Number(end - position)), since: oldest?.recordedAt ?? null };
  }

  private async itemOf(
    event: RecordedEvent,
    deals: EventDeals,
    incarnation: string,
  ): Promise<FeedItem | PublicationBlocked> {
    const { type, metadata, position, eventId } = event;
    const what = `${publicTypeName(type, metadata.schemaVersion)} at position ${position} (event ${eventId})`;
    try {
      const message = recordedMessage(event, await deals.of(event), incarnation);
      return { message, place: { incarnation, position, eventId }, what };
    } catch (error) {
      // Whether the store is away or an earlier event of its stream cannot be read is not the same.
      if (!(error instanceof UnknownShape)) throw error;
      const remedy = 'Run the newest Gemba on this record.';
      return new PublicationBlocked(what, `which deal it belongs to cannot be told (${error.message}).`, remedy, {
        cause: error,
      });
    }
  }
}
