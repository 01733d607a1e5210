import { type EventStore, type Position, type RecordedEvent } from '@gemba/event-sourcing';
import { NO_PATIENCE } from '../drain/dirty-queue';
import { readCheckpoint } from '../feed/checkpoint';
import { recordAll } from '../testing/record-all';
import { reference, type StoryEvent, told } from '../testing/sales-story';
import { AS_OF, aRecord, bedOfEachTest, prepared } from '../testing/test-projection';
import { readFreshness } from './projector-status';

/** Positions of this record say nothing but which event comes first. */
const GAP = 1_000n;

const opening = (no: number): StoryEvent =>
  told('deal', `crm:${no}`, 'DealOpened', '2026-03-02T09:00:00Z', { processId: 'sale' });

/** The same record, its positions far apart, as in a store that counts bytes. */
const farApart = (store: EventStore): EventStore => {
  const spread = (events: readonly RecordedEvent[]): RecordedEvent[] =>
    events.map((event) => ({ ...event, position: event.position * GAP }));
  const changes: Partial<EventStore> = {
    head: async () => {
      const head = await store.head();
      return { ...head, position: head.position * GAP };
    },
    readAll: async (after: Position, limit: number) => spread(await store.readAll(after / GAP, limit)),
    verify: (checkpoint) => store.verify({ ...checkpoint, position: checkpoint.position / GAP }),
  };
  return new Proxy(store, {
    get: (target, property) =>
      (changes as Record<string | symbol, unknown>)[property] ?? (Reflect.get(target, property) as unknown),
  });
};

describe('how far a table is behind', () => {
  const bed = bedOfEachTest();

  it('is told in events, however far apart their positions are', async () => {
    const dense = aRecord();
    const store = farApart(dense);
    const projection = await prepared(bed.pool);
    const lagOf = async (table: string): Promise<unknown> => {
      const { rows } = await bed.pool.query<Record<string, unknown>>(
        'select position, lag_events from bi_v1.projection_position where table_name = $1',
        [table],
      );
      return rows[0];
    };
    const feed = async (eventsMax: number): Promise<void> => {
      const from = await readCheckpoint(bed.pool, 'projection', (await store.head()).incarnation);
      await projection.feed.apply(await store.readAll(from.position, eventsMax), from);
    };
    await recordAll(dense, [...reference(), opening(1)]);
    const { position } = await store.head();
    await projection.catchUp(store, position, AS_OF);
    const events = Number(position / GAP);
    expect(await lagOf('deal_state')).toEqual({ position: Number(position), lag_events: 0 });

    await recordAll(dense, [opening(2), opening(3), opening(4), opening(5), opening(6)]);
    await feed(2);
    await feed(1);
    expect(await lagOf('deal_state')).toEqual({ position: Number(position), lag_events: 3 });
    expect(await lagOf('win_rate')).toEqual({ position: Number(position), lag_events: 3 });
    const freshness = await readFreshness(bed.pool, 'projection', store, new Date('2026-05-01T00:01:00Z'));
    expect(freshness).toMatchObject({ head: String((events + 5) * 1_000), lagEvents: 2, lagSeconds: 60 });
    expect(freshness.tables.find(({ name }) => name === 'deal_state')).toMatchObject({
      state: 'stale',
      lagEvents: 5,
      lagSeconds: 60,
    });

    // Each mark knows from where on its deal is missing.
    await projection.drain.batch(2, NO_PATIENCE);
    expect(await lagOf('deal_state')).toEqual({ position: (events + 2) * 1_000, lag_events: 1 });
    await projection.catchUp(store, (await store.head()).position, AS_OF);
    expect(await lagOf('deal_state')).toEqual({ position: (events + 5) * 1_000, lag_events: 0 });
    expect(await lagOf('win_rate')).toEqual({ position: (events + 5) * 1_000, lag_events: 0 });
  });
});
