import { type EventStore } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { readCheckpoint } from '../feed/checkpoint';
import { Projection } from '../projection';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { unshared } from '../sharing/permit';
import { aGate } from '../testing/gate';
import { recordAll } from '../testing/record-all';
import { reference, type StoryEvent, told } from '../testing/sales-story';
import { AS_OF, aRecord, catalogueAt, contents, bedOfEachTest, prepared } from '../testing/test-projection';
import { DealHistories } from './deal-histories';
import { DirtyQueue, EVERYTHING, NO_PATIENCE } from './dirty-queue';
import { Drain } from './drain';

const opening = (id: string): StoryEvent =>
  told('deal', id, 'DealOpened', '2026-03-02T09:00:00Z', { processId: 'sale' });
const step = (id: string, stepKey: string, day: number): StoryEvent =>
  told('deal', id, 'StepEntered', `2026-03-0${day}T09:00:00Z`, { stepKey });
const merge = told('deal', 'crm:2', 'DealsMerged', '2026-03-06T09:00:00Z', { survivorId: 'crm:1' });

/** Stands still between reading what a deal's history is and computing it. */
class HeldHistories extends DealHistories {
  private readonly reached = aGate();
  private readonly held = aGate();

  override async read(...args: Parameters<DealHistories['read']>): ReturnType<DealHistories['read']> {
    const histories = await super.read(...args);
    this.reached.open();
    await this.held.opened;
    return histories;
  }

  get isReading(): Promise<void> {
    return this.reached.opened;
  }

  release(): void {
    this.held.open();
  }
}

const untilBlocked = async (pool: Pool): Promise<void> => {
  for (;;) {
    const { rowCount } = await pool.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rowCount! > 0) return;
  }
};

describe('a drain', () => {
  const bed = bedOfEachTest();

  const fedWith = async (store: EventStore, projection: Projection): Promise<void> => {
    let from = await readCheckpoint(bed.pool, 'projection', (await store.head()).incarnation);
    for (;;) {
      const page = await store.readAll(from.position, 100);
      if (page.length === 0) return;
      from = await projection.feed.apply(page, from);
    }
  };
  const drained = async (projection: Projection): Promise<void> => {
    while ((await projection.drain.batch(100, NO_PATIENCE)).deals > 0 || (await projection.fanOut.step()));
  };
  const drainWith = (histories: DealHistories, catalogue: ReadModelCatalogue = catalogueAt('r1')): Drain =>
    new Drain(bed.pool, 'projection', catalogue, new DirtyQueue('projection'), histories, () => ({
      share: EVERYTHING,
      permit: unshared(bed.pool),
    }));
  const dealIds = async (): Promise<string[]> => {
    const { rows } = await bed.pool.query<{ deal_id: string }>('select deal_id from projection.deal_state order by 1');
    return rows.map(({ deal_id }) => deal_id);
  };

  it('writes only rows that changed', async () => {
    const store = aRecord();
    const projection = await prepared(bed.pool);
    await recordAll(store, [
      ...reference(),
      opening('crm:1'),
      step('crm:1', 'approach', 2),
      step('crm:1', 'closing', 5),
    ]);
    await projection.catchUp(store, (await store.head()).position, AS_OF);
    const written = async (): Promise<Record<string, string>> => {
      const { rows } = await bed.pool.query<{ step_key: string; xmin: string }>(
        'select step_key, xmin::text from projection.stage_visit',
      );
      return Object.fromEntries(rows.map(({ step_key, xmin }) => [step_key, xmin]));
    };
    const before = await written();
    await recordAll(store, [told('deal', 'crm:1', 'DealWon', '2026-03-09T09:00:00Z')]);
    await fedWith(store, projection);
    await drained(projection);
    const after = await written();
    expect(after['approach']).toBe(before['approach']);
    expect(after['closing']).not.toBe(before['closing']);
  });

  it('lets a merge wait for the deal it is computing, and the merged deal loses its rows', async () => {
    const store = aRecord();
    const projection = await prepared(bed.pool);
    await recordAll(store, [opening('crm:1'), opening('crm:2'), step('crm:2', 'approach', 3)]);
    await fedWith(store, projection);
    const histories = new HeldHistories('projection');
    const computing = drainWith(histories).batch(10, NO_PATIENCE);
    await histories.isReading;
    await recordAll(store, [merge]);
    const merging = fedWith(store, projection);
    await untilBlocked(bed.pool);
    // A drain beside it has nothing to do: both deals are locked.
    expect((await projection.drain.batch(10, NO_PATIENCE)).deals).toBe(0);
    histories.release();
    await computing;
    await merging;
    expect(await dealIds()).toEqual(['crm:1', 'crm:2']);
    await drained(projection);
    expect(await dealIds()).toEqual(['crm:1']);
    const live = await contents(bed.pool);
    const { rows } = await bed.pool.query('select merged_deal_ids from projection.deal_state');
    expect(rows).toEqual([{ merged_deal_ids: ['crm:2'] }]);
    expect(live['stage_visit']).toHaveLength(1);
  });

  it('leaves the mark of what came in while it was computing', async () => {
    const store = aRecord();
    const projection = await prepared(bed.pool);
    await recordAll(store, [opening('crm:1')]);
    await fedWith(store, projection);
    const histories = new HeldHistories('projection');
    const computing = drainWith(histories).batch(10, NO_PATIENCE);
    await histories.isReading;
    await recordAll(store, [told('deal', 'crm:1', 'DealWon', '2026-03-09T09:00:00Z')]);
    await fedWith(store, projection);
    histories.release();
    await computing;
    const outcome = async () => (await bed.pool.query('select outcome from projection.deal_state')).rows;
    expect(await outcome()).toEqual([{ outcome: 'open' }]);
    const freshness = await bed.pool.query(
      "select state, position from bi_v1.projection_position where table_name = 'deal_state'",
    );
    expect(freshness.rows).toEqual([{ state: 'stale', position: 1 }]);
    await drained(projection);
    expect(await outcome()).toEqual([{ outcome: 'won' }]);
  });

  it('writes rows and clears the mark together: a drain that breaks off leaves everything to the next', async () => {
    const store = aRecord();
    const projection = await prepared(bed.pool);
    await recordAll(store, [opening('crm:1')]);
    await fedWith(store, projection);
    const histories = new HeldHistories('projection');
    const computing = drainWith(histories).batch(10, NO_PATIENCE);
    const brokenOff = expect(computing).rejects.toThrow();
    await histories.isReading;
    await bed.endOtherSessions();
    histories.release();
    await brokenOff;
    expect(await dealIds()).toEqual([]);
    await drained(projection);
    expect(await dealIds()).toEqual(['crm:1']);
  });

  it('goes on with other deals when one cannot be computed, and says that the table is not fresh', async () => {
    const store = aRecord();
    const shipped = catalogueAt('r1');
    const failing: ReadModelCatalogue = {
      ...shipped,
      dealReadModels: shipped.dealReadModels.map((model) => ({
        ...model,
        rows: (dealCase, context) => {
          if (dealCase.dealId === 'crm:1') throw new Error('what nobody foresaw');
          return model.rows(dealCase, context);
        },
      })),
    };
    const projection = new Projection(bed.pool, { tables: 'projection', views: 'bi_v1' }, failing);
    await projection.prepare();
    await recordAll(store, [opening('crm:1'), opening('crm:2')]);
    await fedWith(store, projection);
    const { failures } = await projection.drain.batch(10, NO_PATIENCE);
    expect(failures.map(({ dealId, error }) => `${dealId}: ${error.message}`)).toEqual(['crm:1: what nobody foresaw']);
    expect(await dealIds()).toEqual(['crm:2']);
    const { rows } = await bed.pool.query(
      "select distinct state, position from bi_v1.projection_position where kind = 'deal'",
    );
    expect(rows).toEqual([{ state: 'stale', position: 0 }]);
  });

  it('never computes from what it remembers of a stream that another process has fed meanwhile', async () => {
    const store = aRecord();
    const [first, second] = [await prepared(bed.pool), await prepared(bed.pool)];
    const outcomes = async (): Promise<unknown[]> =>
      (await bed.pool.query('select outcome, visits from projection.deal_state')).rows;
    /** As a feeding process does that has just taken over. */
    const feeds = async (projection: Projection, ...events: StoryEvent[]): Promise<void> => {
      await recordAll(store, events);
      const from = await readCheckpoint(bed.pool, 'projection', (await store.head()).incarnation);
      projection.feed.begin();
      await projection.feed.apply(await store.readAll(from.position, 100), from);
    };
    await feeds(first, opening('crm:1'), step('crm:1', 'approach', 2));
    await drained(first);
    await feeds(second, step('crm:1', 'offer', 3));
    await drained(first);
    expect(await outcomes()).toEqual([{ outcome: 'open', visits: 2 }]);
    await feeds(first, step('crm:1', 'closing', 4));
    await drained(second);
    expect(await outcomes()).toEqual([{ outcome: 'open', visits: 3 }]);
    await feeds(first, told('deal', 'crm:1', 'DealWon', '2026-03-09T09:00:00Z'));
    await drained(first);
    expect(await outcomes()).toEqual([{ outcome: 'won', visits: 3 }]);
  });

  it('takes the deals of its share, and every deal is of one share', async () => {
    const store = aRecord();
    await recordAll(
      store,
      Array.from({ length: 40 }, (_, no) => opening(`crm:${no}`)),
    );
    await fedWith(store, await prepared(bed.pool));
    const of = 5;
    const sizes: number[] = [];
    for (const numbers of [[0], [1, 2], [3, 4]]) {
      const drain = new Drain(
        bed.pool,
        'projection',
        catalogueAt('r1'),
        new DirtyQueue('projection'),
        new DealHistories('projection'),
        () => ({ share: { numbers, of }, permit: unshared(bed.pool) }),
      );
      sizes.push((await drain.batch(100, NO_PATIENCE)).deals);
      expect((await drain.batch(100, NO_PATIENCE)).deals).toBe(0);
    }
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(40);
    expect(await dealIds()).toHaveLength(40);
  });

  it('names the columns in which rows and table differ', async () => {
    const store = aRecord();
    const shipped = catalogueAt('r1');
    const different: ReadModelCatalogue = {
      ...shipped,
      dealReadModels: shipped.dealReadModels.map((model) => ({
        ...model,
        rows: (dealCase, context) =>
          model.rows(dealCase, context).map(({ deal_id, ...row }) => ({ deal: deal_id!, ...row })),
      })),
    };
    await prepared(bed.pool);
    await recordAll(store, [opening('crm:1')]);
    await fedWith(store, await prepared(bed.pool));
    const drain = drainWith(new DealHistories('projection'), different);
    await expect(drain.batch(10, NO_PATIENCE)).rejects.toThrow(
      'Rows and columns of deal_state differ: the row lacks deal_id; the table lacks deal.',
    );
  });
});
