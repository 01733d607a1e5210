import { type EventStore, type Position, type RecordedEvent } from '@gemba/event-sourcing';
import { isLinking, streamMembership, type StreamMembership } from '@gemba/read-models';

/** What is kept of a stream: the events that say where it belongs. */
interface KnownStream {
  /** Events of the stream that were looked at, from its first. */
  looked: number;
  readonly linking: RecordedEvent[];
  /** Where something was corrected, any event may say something else than it does: then all are kept. */
  keepsAll: boolean;
}

/**
 * What streams say of the deals they belong to, as the record knew it at a position. It is asked about positions that
 * have been read from the record, so that everything below them can be seen.
 */
export class KnownStreams {
  private readonly known = new Map<string, KnownStream>();

  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly streamsMax = 100_000,
  ) {}

  /** Takes in what came next in the record, so that streams that are known need not be read again. */
  note(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.version === 0) this.keep(event.stream, { looked: 0, linking: [], keepsAll: false });
      const stream = this.known.get(event.stream);
      if (stream === undefined || stream.looked !== event.version) continue;
      if (event.type === 'DealEventCorrected' && !stream.keepsAll) this.known.delete(event.stream);
      else this.look(stream, event);
    }
  }

  /** What the stream's events up to a position say; nothing of a stream that has none. */
  async membershipAt(name: string, position: Position): Promise<StreamMembership> {
    const { linking } = this.known.get(name) ?? (await this.read(name));
    return streamMembership(
      name,
      linking.filter((event) => event.position <= position),
    );
  }

  private async read(name: string): Promise<KnownStream> {
    const events = await this.store.readStream(name);
    const keepsAll = events.some(({ type }) => type === 'DealEventCorrected');
    const stream: KnownStream = { looked: 0, linking: [], keepsAll };
    for (const event of events) this.look(stream, event);
    this.keep(name, stream);
    return stream;
  }

  private look(stream: KnownStream, event: RecordedEvent): void {
    stream.looked = event.version + 1;
    if (stream.keepsAll || isLinking(event)) stream.linking.push(event);
  }

  private keep(name: string, stream: KnownStream): void {
    this.known.delete(name);
    this.known.set(name, stream);
    // A Map is walked in the order of insertion: the one that was kept first goes.
    if (this.known.size > this.streamsMax) this.known.delete(this.known.keys().next().value!);
  }
}
