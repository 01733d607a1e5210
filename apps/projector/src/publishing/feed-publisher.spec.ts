import { type Checkpoint, CheckpointMismatch } from '@gemba/event-sourcing';
import { BackOff, MessageBrokerUnavailable, type OutgoingMessage } from '@gemba/platform';
import { waitUntil } from '@gemba/test-support';
import { type Feed, type FeedItem, PublicationBlocked, PublicationOvertaken } from './feed';
import { FeedPublisher } from './feed-publisher';
import { TakenMessages } from './testing/taken-messages';
import { textMessage } from './text-message';

const placeOf = (position: number): Checkpoint => ({
  incarnation: 'r',
  position: BigInt(position),
  eventId: position === 0 ? null : `event ${position}`,
});

const textOf = ({ value }: OutgoingMessage): number => JSON.parse(String(value)) as number;

/** A feed of so many numbers, in pages of two. */
class Numbers implements Feed {
  readonly name = 'recorded';
  readonly topic = 'numbers';
  stands = placeOf(0);
  /** Pages that are being read. */
  reading = 0;
  beginFails: Error | null = null;
  moveFails: Error | null = null;
  cannotMake: number | null = null;

  constructor(public last: number) {}

  async begin(): Promise<Checkpoint> {
    if (this.beginFails !== null) throw this.beginFails;
    return this.stands;
  }

  async *pages(from: Checkpoint, signal: AbortSignal): AsyncGenerator<readonly FeedItem[]> {
    this.reading++;
    try {
      for (let position = Number(from.position); !signal.aborted;) {
        const numbers = [position + 1, position + 2].filter((n) => n <= this.last);
        if (numbers.length === 0) await new Promise((resolve) => setImmediate(resolve));
        else yield numbers.map((n) => this.item(n));
        position += numbers.length;
      }
    } finally {
      this.reading--;
    }
  }

  async move(from: Checkpoint, to: Checkpoint): Promise<void> {
    if (this.moveFails !== null) throw this.moveFails;
    if (from.position !== this.stands.position) throw new PublicationOvertaken('overtaken');
    this.stands = to;
  }

  behind = () => Promise.resolve({ positions: this.last - Number(this.stands.position), since: null });

  private item(n: number): FeedItem {
    if (n === this.cannotMake) throw new PublicationBlocked(`number ${n}`, 'it is odd.', 'Round it.');
    return { message: textMessage('k', {}, n), place: placeOf(n), what: `number ${n}` };
  }
}

const numbers = (last: number, changes: Partial<Numbers>): Numbers => Object.assign(new Numbers(last), changes);

describe('publishing a feed', () => {
  const broker = new TakenMessages();
  const log: string[] = [];
  let running: { feed: Numbers; publisher: FeedPublisher; ended: Promise<void>; stop: () => Promise<void> };

  const publish = (feed: Numbers) => {
    const publisher = new FeedPublisher(
      feed,
      () => broker.producer(),
      {
        info: (m) => void log.push(m),
        warn: (m) => void log.push(m),
        error: (m, e) => void log.push(`${m} ${e.message}`),
      },
      (messages) => (published += messages),
      new BackOff({ firstMs: 1, maxMs: 4 }),
    );
    const stopping = new AbortController();
    const ended = publisher.run(stopping.signal);
    ended.catch(() => undefined);
    const stop = async () => {
      stopping.abort();
      await ended.catch(() => undefined);
    };
    return (running = { feed, publisher, ended, stop });
  };
  let published = 0;
  const all = () => broker.taken.map(textOf);
  const isAt = (position: number) => waitUntil(() => running.feed.stands.position === BigInt(position));

  beforeEach(() => {
    broker.taken.length = 0;
    broker.bytesMax = Infinity;
    log.length = 0;
    published = 0;
  });
  afterEach(async () => {
    await running.stop();
    // Whatever happened, nothing is left open.
    await waitUntil(() => running.feed.reading === 0);
    expect(broker.open).toBe(0);
  });

  it('sends everything once and in order, and stands behind what the broker has', async () => {
    const { feed, publisher } = publish(new Numbers(5));
    await isAt(5);
    feed.last = 6;
    await isAt(6);
    expect(all()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(published).toBe(6);
    expect(publisher.state).toEqual({ doing: 'publishing', fault: null });
  });

  it('goes on where it stood, another time', async () => {
    const feed = numbers(4, { stands: placeOf(2) });
    publish(feed);
    await isAt(4);
    expect(all()).toEqual([3, 4]);
  });

  it('sends again what the broker may not have, and leaves nothing out', async () => {
    broker.breakNext(new MessageBrokerUnavailable('The broker broke off.'), 1);
    broker.breakNext(new MessageBrokerUnavailable('The broker is away.'));
    const { publisher } = publish(new Numbers(4));
    await isAt(4);
    expect(all()).toEqual([1, 1, 2, 3, 4]);
    expect(publisher.state).toEqual({ doing: 'publishing', fault: null });
    expect(log).toEqual([
      'The feed recorded does not go out to numbers. The broker broke off.',
      'The feed recorded does not go out to numbers. The broker is away.',
      'The feed recorded goes out again.',
    ]);
  });

  it('says what keeps it for as long as it is kept, and tells the log once', async () => {
    const feed = numbers(2, { moveFails: new Error('the database is away') });
    const { publisher } = publish(feed);
    await waitUntil(() => broker.taken.length >= 6);
    expect(publisher.state).toEqual({ doing: 'retrying', fault: 'the database is away' });
    expect(log).toHaveLength(1);
    feed.moveFails = null;
    await isAt(2);
    await waitUntil(() => publisher.state.doing === 'publishing');
  });

  it('is well again as soon as it can read, where nothing waits to be sent', async () => {
    const feed = numbers(0, { beginFails: new Error('the record is away') });
    const { publisher } = publish(feed);
    await waitUntil(() => publisher.state.fault === 'the record is away');
    feed.beginFails = null;
    await waitUntil(() => publisher.state.fault === null);
  });

  it('stops before a message that is too large, names it, and goes on once it is taken', async () => {
    broker.bytesMax = 1;
    const { publisher } = publish(new Numbers(12));
    await waitUntil(() => publisher.state.doing === 'blocked');
    expect(publisher.state.fault).toMatch(
      /^number 10 cannot be published: .* Raise the topic's max.message.bytes; it holds 2 bytes\.$/,
    );
    expect(all()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    broker.bytesMax = 2;
    await isAt(12);
    expect(all()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(publisher.state.fault).toBeNull();
  });

  it('stops before what cannot be made into a message, and names it', async () => {
    const feed = numbers(4, { cannotMake: 3 });
    const { publisher } = publish(feed);
    await waitUntil(() => publisher.state.doing === 'blocked');
    expect(publisher.state.fault).toBe('number 3 cannot be published: it is odd. What comes after it waits. Round it.');
    expect(all()).toEqual([1, 2]);
    feed.cannotMake = null;
    await isAt(4);
  });

  it('sends nothing of a record that is not the one that went out', async () => {
    const feed = numbers(4, { beginFails: new CheckpointMismatch('another record') });
    const { publisher } = publish(feed);
    await waitUntil(() => publisher.state.doing === 'refusing');
    feed.beginFails = null;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([publisher.state, all()]).toEqual([{ doing: 'refusing', fault: 'another record' }, []]);
  });

  it('ends when another process turns out to publish it', async () => {
    const { feed, ended } = publish(new Numbers(2));
    await isAt(2);
    feed.stands = placeOf(9);
    feed.last = 4;
    await expect(ended).rejects.toThrow(PublicationOvertaken);
  });
});
