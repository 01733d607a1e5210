import { type EventStore, type Position, type RecordedEvent } from '@gemba/event-sourcing';
import { dealIdOfStream, isReferenceStream, resolveMembership, type StreamMembership } from '@gemba/read-models';
import { KnownStreams } from './known-streams';

const namedIn = ({ data }: RecordedEvent): string | null => {
  const { dealId } = data;
  return typeof dealId === 'string' && dealId !== '' ? dealId : null;
};

/**
 * Which deal an event belongs to, as the record knew it when the event was recorded: whatever is recorded later changes
 * nothing, so that an event that goes out a second time goes out under the same key.
 */
export class EventDeals {
  private readonly streams: KnownStreams;

  constructor(store: Pick<EventStore, 'readStream'>) {
    this.streams = new KnownStreams(store);
  }

  /** Takes in what came next in the record; a page is noted before any of its events is asked about. */
  note(page: readonly RecordedEvent[]): void {
    this.streams.note(page.filter(({ stream }) => dealIdOfStream(stream) === null && !isReferenceStream(stream)));
  }

  /**
   * The deal of an event; null where none is known, or several are. Throws `UnknownShape` where only a newer Gemba can
   * read what its stream says.
   */
  async of(event: RecordedEvent): Promise<string | null> {
    return this.told(event) ?? (await this.ofStream(event));
  }

  private told(event: RecordedEvent): string | null {
    return dealIdOfStream(event.stream) ?? namedIn(event);
  }

  private async ofStream({ stream, position }: RecordedEvent): Promise<string | null> {
    if (isReferenceStream(stream)) return null;
    const deals = await this.dealsAt(stream, position);
    return deals.length === 1 ? deals[0]! : null;
  }

  /** Follows the streams that a stream names, reading each as it is come to. */
  private async dealsAt(stream: string, position: Position): Promise<string[]> {
    const memberships = new Map<string, StreamMembership>();
    const missing = new Set([stream]);
    for (const name of missing) {
      memberships.set(name, await this.streams.membershipAt(name, position));
      resolveMembership(stream, (next) => {
        if (!memberships.has(next)) missing.add(next);
        return memberships.get(next);
      });
    }
    return resolveMembership(stream, (name) => memberships.get(name));
  }
}
