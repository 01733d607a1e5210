import { type EventStore, InMemoryEventStore, InMemoryRecord } from '@gemba/event-sourcing';
import { type MessageProducer, type OutgoingMessage } from '@gemba/platform';
import { waitUntil } from '@gemba/test-support';
import { type Pool } from 'pg';
import { type Projection } from '../projection';
import { recordAll } from '../testing/record-all';
import { saleProcess, type StoryEvent, told } from '../testing/sales-story';
import { AS_OF, aRecord, bedOfEachTest, prepared } from '../testing/test-projection';
import { PublicationOvertaken } from './feed';
import { makePublisher } from './make-publisher';
import { Publication } from './publication';
import { type Publisher } from './publisher';
import { breachesOf } from './testing/contract';
import { dataOf, headersOf } from './testing/read-message';
import { TakenMessages } from './testing/taken-messages';

const RECORDED = 'gemba.recorded.v1';
const FINDINGS = 'gemba.findings.v1';

const at = (day: number): string => `2026-03-0${day}T09:00:00Z`;
const enters = (stepKey: string, day: number): StoryEvent => told('deal', 'crm:1', 'StepEntered', at(day), { stepKey });
const opened = told('deal', 'crm:1', 'DealOpened', at(1), { processId: 'sale' });
const quoteAccepted = told('quote', 'crm:q', 'QuoteAccepted', at(3));
const quoteSent = told('quote', 'crm:q', 'QuoteSent', at(2), { dealId: 'crm:1' });
const quoteWithdrawn = told('quote', 'crm:q', 'QuoteWithdrawn', at(4));

/** A process of three steps, one leading to the next. */
const process = saleProcess(['contact', 'survey', 'offer'], { leadingTo: { contact: 'survey', survey: 'offer' } });

/** A broker with both topics, in memory. */
class Broker {
  readonly topics = new Map([RECORDED, FINDINGS].map((topic) => [topic, new TakenMessages()]));

  producer(): MessageProducer {
    const producers = new Map([...this.topics].map(([topic, taken]) => [topic, taken.producer()]));
    return {
      send: (topic, messages) => producers.get(topic)!.send(topic, messages),
      close: async () => void (await Promise.all([...producers.values()].map((one) => one.close()))),
    };
  }

  on(topic: string): readonly OutgoingMessage[] {
    return this.topics.get(topic)!.taken;
  }
}

const positions = (messages: readonly OutgoingMessage[]): number[] =>
  messages.map((message) => Number(headersOf(message)['ce_position']));

describe('publishing', () => {
  // Before the bed is taken away.
  afterEach(async () => void (await Promise.all(publishers.map((publisher) => publisher.stop()))));
  const bed = bedOfEachTest();
  let store: EventStore;
  let broker: Broker;
  let publishers: Publisher[];
  let published: Record<string, number>;
  let log: string[];
  beforeEach(async () => {
    store = aRecord();
    broker = new Broker();
    publishers = [];
    published = { recorded: 0, findings: 0 };
    log = [];
    await prepared(bed.pool);
  });

  const start = (changes: Partial<Parameters<typeof makePublisher>[0]> = {}): Publisher => {
    const publisher = makePublisher({
      ...{ broker, store, pool: bed.pool, tables: 'projection' },
      kafka: { recordedTopic: RECORDED, findingsTopic: FINDINGS },
      log: {
        info: (m) => void log.push(m),
        warn: (m) => void log.push(m),
        error: (m, e) => void log.push(`${m} ${e.message}`),
      },
      onPublished: (feed, messages) => void (published[feed]! += messages),
      ...changes,
    });
    publishers.push(publisher);
    publisher.start();
    return publisher;
  };
  const stateOf = (publisher: Publisher, name: string) => publisher.feeds.find(({ feed }) => feed.name === name)!.state;
  const behind = async (publisher: Publisher): Promise<number[]> =>
    Promise.all(publisher.feeds.map(async ({ feed }) => (await feed.behind()).positions));
  const isAtEnd = async (publisher: Publisher): Promise<boolean> =>
    (await behind(publisher)).every((positions) => positions === 0);
  const isDone = (publisher: Publisher): Promise<void> => waitUntil(() => isAtEnd(publisher));
  const project = async (events: readonly StoryEvent[], projection?: Projection): Promise<void> => {
    await recordAll(store, events);
    const live = projection ?? (await prepared(bed.pool));
    await live.catchUp(store, (await store.head()).position, AS_OF);
  };
  const lockHolders = async (pool: Pool): Promise<number[]> => {
    const { rows } = await pool.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.map(({ pid }) => pid);
  };

  it('sends every event under its deal as the record knew it then, and what comes later too', async () => {
    await recordAll(store, [...process, opened, quoteAccepted, quoteSent]);
    const publisher = start();
    await isDone(publisher);
    await recordAll(store, [quoteWithdrawn]);
    await isDone(publisher);
    const sent = broker.on(RECORDED);
    expect(positions(sent)).toEqual(Array.from({ length: process.length + 4 }, (_, i) => i + 1));
    expect(sent.slice(-5).map(({ key }) => String(key))).toEqual([
      'process-sale',
      'crm:1',
      'quote-crm:q',
      'crm:1',
      'crm:1',
    ]);
    expect(published).toMatchObject({ recorded: sent.length });
    expect(new Set(sent.map((message) => headersOf(message)['ce_incarnation']))).toEqual(new Set(['in-memory']));
  });

  it('goes on where it stood after a stop, and sends nothing twice', async () => {
    await recordAll(store, [opened, quoteSent]);
    const first = start();
    await isDone(first);
    await first.stop();
    await recordAll(store, [quoteAccepted]);
    await isDone(start());
    expect(positions(broker.on(RECORDED))).toEqual([1, 2, 3]);
  });

  it('sends findings as they are written down: drawn, and taken back when a late event explains them', async () => {
    const publisher = start();
    await project([...process, opened, enters('contact', 2), enters('offer', 4)]);
    await isDone(publisher);
    await project([enters('survey', 3)]);
    await isDone(publisher);
    const sent = broker.on(FINDINGS);
    const said = sent.map((message) => {
      const { ce_type: type, ce_id: entry, ce_subject: subject, ce_position: position } = headersOf(message);
      const { holds, table } = dataOf(message) as { holds: boolean; table: string };
      return { key: String(message.key), type, entry, subject, position, holds, table };
    });
    const [foundAt, takenBackAt] = [process.length + 3, process.length + 4].map(String);
    const about = { key: 'crm:1', subject: 'crm:1', table: 'shortcut' };
    expect(said).toEqual([
      { ...about, type: 'gemba.ShortcutDetected.v1', entry: '1', position: foundAt, holds: true },
      { ...about, type: 'gemba.ShortcutRetracted.v1', entry: '2', position: takenBackAt, holds: false },
    ]);
    for (const message of sent) {
      const { ce_type: type } = headersOf(message);
      expect(breachesOf('FindingHeaders.v1', headersOf(message))).toEqual([]);
      expect(breachesOf(type!.replace('gemba.', ''), dataOf(message))).toEqual([]);
    }
    const [first, second] = sent.map((message) => (dataOf(message) as { conclusionId: string }).conclusionId);
    expect(second).toBe(first);
  });

  it('is done by one process at a time; another takes over when that one has stopped', async () => {
    const first = start();
    await waitUntil(() => stateOf(first, 'recorded').doing === 'publishing');
    const second = start();
    await recordAll(store, [opened]);
    await isDone(first);
    expect(stateOf(second, 'recorded').doing).toBe('waiting');
    await first.stop();
    await recordAll(store, [quoteSent]);
    await isDone(second);
    expect(positions(broker.on(RECORDED))).toEqual([1, 2]);
    expect(stateOf(second, 'recorded').doing).toBe('publishing');
  });

  it('goes on after every session of the database was broken off, and leaves nothing out', async () => {
    const publisher = start();
    await recordAll(store, [opened]);
    await isDone(publisher);
    await bed.endOtherSessions();
    await recordAll(store, [quoteSent, quoteAccepted]);
    // What asks here lost its sessions too.
    await waitUntil(() => isAtEnd(publisher).catch(() => false));
    expect([...new Set(positions(broker.on(RECORDED)))]).toEqual([1, 2, 3]);
    expect(stateOf(publisher, 'recorded').fault).toBeNull();
  });

  it('may repeat but moves nothing in a process that was overtaken unknowingly', async () => {
    await recordAll(store, [opened, quoteSent]);
    // The first process is held up in sending, its message on the way.
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let isHeld = false;
    const slow = {
      producer: (): MessageProducer => {
        const { send, close } = broker.producer();
        return {
          send: async (topic, messages) => {
            isHeld = true;
            await held;
            return send(topic, messages);
          },
          close,
        };
      },
    };
    start({ broker: slow });
    await waitUntil(() => isHeld);
    const [holder] = await lockHolders(bed.pool);
    await bed.pool.query('select pg_terminate_backend($1)', [holder]);

    const second = start();
    await isDone(second);
    await recordAll(store, [quoteAccepted]);
    await isDone(second);
    expect(positions(broker.on(RECORDED))).toEqual([1, 2, 3]);
    goOn();
    await waitUntil(() => log.some((line) => line.includes('another process publishes it')));
    expect(positions(broker.on(RECORDED))).toEqual([1, 2, 3, 1, 2]);
    const place = await new Publication(bed.pool, 'projection', 'recorded').read(() => Promise.resolve('none'));
    expect(place.position).toBe(3n);
  });

  it('sends nothing of a record that was restored to an earlier state, and says so', async () => {
    const first = start();
    await recordAll(store, [opened, quoteSent]);
    await isDone(first);
    await first.stop();
    store = aRecord();
    await recordAll(store, [opened]);
    const publisher = start({ store });
    await waitUntil(() => stateOf(publisher, 'recorded').doing === 'refusing');
    expect(stateOf(publisher, 'recorded').fault).toContain('Position 2 of the record holds no event');
    expect(positions(broker.on(RECORDED))).toEqual([1, 2]);
    // What is found is another matter.
    await waitUntil(() => stateOf(publisher, 'findings').doing === 'publishing');
  });

  it('sends nothing of another record', async () => {
    const first = start();
    await recordAll(store, [opened]);
    await isDone(first);
    await first.stop();
    store = new InMemoryEventStore(new InMemoryRecord(() => AS_OF, 'another'));
    await recordAll(store, [opened]);
    const publisher = start({ store });
    await waitUntil(() => stateOf(publisher, 'recorded').doing === 'refusing');
  });

  it('sends no findings of a journal that was restored to an earlier state', async () => {
    const first = start();
    await project([...process, opened, enters('contact', 2), enters('offer', 4)]);
    await isDone(first);
    await first.stop();
    await bed.pool.query(`update projection.publication set event_id = gen_random_uuid() where feed = 'findings'`);
    const publisher = start();
    await waitUntil(() => stateOf(publisher, 'findings').doing === 'refusing');
    expect(stateOf(publisher, 'findings').fault).toContain('the journal was restored to an earlier state');
  });

  it('says since when the oldest waits that has not gone out', async () => {
    for (const topic of broker.topics.values()) topic.isAway = true;
    const { feeds } = start();
    await project([...process, opened, enters('contact', 2), enters('offer', 4)]);
    const [recorded, findings] = await Promise.all(feeds.map(({ feed }) => feed.behind()));
    expect(recorded).toEqual({ positions: process.length + 3, since: '2026-05-01T00:00:00.000000Z' });
    expect(findings).toEqual({ positions: 1, since: expect.stringMatching(/^20\d\d-.*Z$/) as string });
  });
});

describe('the place of a feed', () => {
  const bed = bedOfEachTest();
  const place = (position: bigint, eventId: string | null) => ({ incarnation: 'r', position, eventId });
  const ID = '5e0b7c8a-3d1f-5b7e-8a52-0b6f6a7b9d11';

  it('moves from where it is, for one of those who would move it', async () => {
    await prepared(bed.pool);
    const publication = new Publication(bed.pool, 'projection', 'recorded');
    const from = await publication.read(() => Promise.resolve('r'));
    expect(from).toEqual(place(0n, null));
    const moves = [1n, 2n, 3n].map((position) => publication.move(from, place(position, ID)));
    const outcomes = await Promise.allSettled(moves);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(PublicationOvertaken);
    const to = await publication.read(() => Promise.resolve('other'));
    expect(to.incarnation).toBe('r');
    await expect(publication.move({ ...to, eventId: null }, place(9n, ID))).rejects.toThrow(PublicationOvertaken);
    await expect(publication.move(to, { ...place(9n, ID), incarnation: 'other' })).rejects.toThrow(
      PublicationOvertaken,
    );
  });
});
