import { type Checkpoint, CheckpointMismatch } from '@gemba/event-sourcing';
import { BackOff, type MessageProducer, MessageTooLarge } from '@gemba/platform';
import { readAhead } from '../feed/read-ahead';
import { pause } from '../pause';
import { type ProjectorLog } from '../projector-control';
import { type Feed, type FeedItem, PublicationBlocked, PublicationOvertaken } from './feed';

/** What one feed is at. */
export interface FeedState {
  readonly doing:
    /** Another process publishes it, or none has begun. */
    | 'waiting'
    | 'publishing'
    /** It could not go on, and tries again. */
    | 'retrying'
    /** Something cannot go out; it tries again, but somebody has to do something. */
    | 'blocked'
    /** The record or the journal is not the one that went out: a person must decide. */
    | 'refusing';
  /** What keeps it, in a sentence that says what to do; null while nothing does. */
  readonly fault: string | null;
}

const WAITING: FeedState = { doing: 'waiting', fault: null };
const PUBLISHING: FeedState = { doing: 'publishing', fault: null };

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Publishes one feed, from where it stands, for as long as this process is the one to do it. */
export class FeedPublisher {
  private current: FeedState = WAITING;
  /** Whether the last failure was in sending: then only a message that went out shows that it is over. */
  private isUnsent = false;

  constructor(
    readonly feed: Feed,
    private readonly newProducer: () => MessageProducer,
    private readonly log: ProjectorLog,
    private readonly onPublished: (messages: number) => void,
    private readonly backOff: BackOff,
  ) {}

  get state(): FeedState {
    return this.current;
  }

  /** Runs until the signal aborts. Throws `PublicationOvertaken` when another process turns out to publish the feed. */
  async run(signal: AbortSignal): Promise<void> {
    const producer = this.newProducer();
    try {
      while (!signal.aborted) await this.publishUntilFailure(producer, signal);
    } finally {
      this.current = WAITING;
      await producer.close();
    }
  }

  private async publishUntilFailure(producer: MessageProducer, signal: AbortSignal): Promise<void> {
    // Reading goes ahead of sending, and must end with it.
    const attempt = new AbortController();
    try {
      let from = await this.feed.begin();
      if (!this.isUnsent) this.current = PUBLISHING;
      const pages = this.feed.pages(from, AbortSignal.any([signal, attempt.signal]));
      for await (const page of readAhead(pages)) {
        from = await this.publish(producer, page, from);
        this.recovered();
        if (signal.aborted) return;
      }
    } catch (error) {
      if (error instanceof PublicationOvertaken) throw error;
      attempt.abort();
      await this.failed(error as Error, signal);
    } finally {
      attempt.abort();
    }
  }

  private recovered(): void {
    if (this.current.fault !== null) this.log.info(`The feed ${this.feed.name} goes out again.`);
    this.backOff.reset();
    this.isUnsent = false;
    this.current = PUBLISHING;
  }

  private async failed(error: Error, signal: AbortSignal): Promise<void> {
    const doing =
      error instanceof CheckpointMismatch ? 'refusing' : error instanceof PublicationBlocked ? 'blocked' : 'retrying';
    if (this.current.fault !== error.message)
      this.log.error(`The feed ${this.feed.name} does not go out to ${this.feed.topic}.`, error);
    this.current = { doing, fault: error.message };
    if (doing === 'refusing') await untilAborted(signal);
    else await pause(this.backOff.next(), signal);
  }

  /** Resolves when the broker has the page and the feed stands behind it; gives that place. */
  private async publish(producer: MessageProducer, page: readonly FeedItem[], from: Checkpoint): Promise<Checkpoint> {
    this.isUnsent = true;
    try {
      await producer.send(
        this.feed.topic,
        page.map(({ message }) => message),
      );
    } catch (error) {
      if (!(error instanceof MessageTooLarge)) throw error;
      return this.publishOneByOne(producer, page, from);
    }
    return this.gone(page, from);
  }

  /** One of them is too large: those before it go out, and it is named. */
  private async publishOneByOne(
    producer: MessageProducer,
    page: readonly FeedItem[],
    from: Checkpoint,
  ): Promise<Checkpoint> {
    for (const item of page) {
      try {
        await producer.send(this.feed.topic, [item.message]);
      } catch (error) {
        if (!(error instanceof MessageTooLarge)) throw error;
        const remedy = `Raise the topic's max.message.bytes; it holds ${item.message.value?.length ?? 0} bytes.`;
        throw new PublicationBlocked(item.what, error.message, remedy, { cause: error });
      }
      from = await this.gone([item], from);
    }
    return from;
  }

  private async gone(items: readonly FeedItem[], from: Checkpoint): Promise<Checkpoint> {
    const { place } = items.at(-1)!;
    await this.feed.move(from, place);
    this.onPublished(items.length);
    return place;
  }
}
