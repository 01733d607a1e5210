import { type EventStore, InMemoryEventStore, type Position } from '@gemba/event-sourcing';
import { type Client } from 'pg';
import { LIVE_SCHEMAS } from '../database/schema-names';
import { readCheckpoint } from '../feed/checkpoint';
import { Projection } from '../projection';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { type Permit, unshared } from '../sharing/permit';
import { aGate } from '../testing/gate';
import { recordAll } from '../testing/record-all';
import { reference, type StoryEvent, told } from '../testing/sales-story';
import { tangledStory } from '../testing/tangled-story';
import {
  AS_OF,
  aRecord,
  catalogueAt,
  contents,
  createSchemas,
  bedOfEachTest,
  prepared,
} from '../testing/test-projection';
import { aProjector, whileProjecting } from '../testing/test-projector';
import { beginNoting } from './computed-beside';
import { rebuildAsOf } from './rebuild-as-of';
import { mergeShadow, projectShadow } from './rebuild-from-record';
import { rebuildTables } from './rebuild-tables';

const opening = (id: string): StoryEvent =>
  told('deal', id, 'DealOpened', '2026-03-02T09:00:00Z', { segment: 'small' });

/** A later definition of deal_state, under which every deal is of another segment. */
const redefined = (revision: string): ReadModelCatalogue => {
  const catalogue = catalogueAt(revision);
  return {
    ...catalogue,
    dealReadModels: catalogue.dealReadModels.map((model) =>
      model.name === 'deal_state'
        ? { ...model, rows: (...given) => model.rows(...given).map((row) => ({ ...row, segment: revision })) }
        : model,
    ),
  };
};

describe('a rebuild', () => {
  const bed = bedOfEachTest();

  const segments = async (reader: Pick<Client, 'query'>): Promise<Record<string, number>> => {
    const { rows } = await reader.query<{ segment: string; deals: number }>(
      'select segment, count(*)::int as deals from bi_v1.deal_state group by segment order by segment',
    );
    return Object.fromEntries(rows.map(({ segment, deals }) => [segment, deals]));
  };
  const staleTables = async (): Promise<string[]> => {
    const { rows } = await bed.pool.query<{ name: string }>(
      "select table_name as name from projection.projection_position where state <> 'fresh' order by 1",
    );
    return rows.map(({ name }) => name);
  };
  const deals = Array.from({ length: 50 }, (_, no) => opening(`crm:${no}`));

  it('shows every reader one whole table: an open snapshot the old one, a reader that came meanwhile either', async () => {
    const store = aRecord();
    await recordAll(store, deals);
    await (await prepared(bed.pool)).catchUp(store, (await store.head()).position, AS_OF);
    const before = await bed.biReader();
    await before.query('begin transaction isolation level repeatable read');
    expect(await segments(before)).toEqual({ small: 50 });

    const projection = await prepared(bed.pool, LIVE_SCHEMAS, redefined('r2'));
    const meanwhile = await bed.biReader();
    const seen: Record<string, number>[] = [];
    let isDone = false;
    const rebuilding = rebuildTables(projection, ['deal_state'], AS_OF).finally(() => (isDone = true));
    while (!isDone) seen.push(await segments(meanwhile));
    await rebuilding;

    expect(await segments(before)).toEqual({ small: 50 });
    await before.query('commit');
    expect(await segments(before)).toEqual({ r2: 50 });
    for (const whole of seen) expect([{ small: 50 }, { r2: 50 }]).toContainEqual(whole);
  });

  describe('that brings a column', () => {
    /** What the table looked like before that column was thought of. */
    const asItWas = async (): Promise<void> => {
      const store = aRecord();
      await recordAll(store, deals);
      await (await prepared(bed.pool)).catchUp(store, (await store.head()).position, AS_OF);
      await bed.pool.query('drop view bi_v1.deal_state; alter table projection.deal_state drop column channel cascade');
    };
    const inTable = async (client: Pick<Client, 'query'>): Promise<Record<string, number>> => {
      const { rows } = await client.query<{ segment: string; deals: number }>(
        'select segment, count(*)::int as deals from projection.deal_state group by segment order by segment',
      );
      return Object.fromEntries(rows.map(({ segment, deals: n }) => [segment, n]));
    };
    const untilBlocked = async (sessions: number): Promise<void> => {
      for (;;) {
        const { rowCount } = await bed.pool.query(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        if (rowCount! >= sessions) return;
      }
    };

    it('leaves an open snapshot the whole old table', async () => {
      await asItWas();
      const before = await bed.pool.connect();
      await before.query('begin transaction isolation level repeatable read');
      await before.query('select from projection.checkpoint');
      await rebuildTables(await prepared(bed.pool, LIVE_SCHEMAS, redefined('r2')), ['deal_state'], AS_OF);
      expect(await inTable(before)).toEqual({ small: 50 });
      await before.query('commit');
      expect(await inTable(before)).toEqual({ r2: 50 });
      before.release();
      expect(await segments(await bed.biReader())).toEqual({ r2: 50 });
    });

    it('gives a reader that queued behind it the whole new table', async () => {
      await asItWas();
      const holder = await bed.pool.connect();
      await holder.query('begin');
      expect(await inTable(holder)).toEqual({ small: 50 });
      const projection = await prepared(bed.pool, LIVE_SCHEMAS, redefined('r2'));
      const rebuilding = rebuildTables(projection, ['deal_state'], AS_OF);
      await untilBlocked(1);
      const queued = inTable(bed.pool as unknown as Pick<Client, 'query'>);
      await untilBlocked(2);
      await holder.query('commit');
      holder.release();
      expect(await queued).toEqual({ r2: 50 });
      await rebuilding;
    });
  });

  it('loses nothing that processes with the old definitions compute meanwhile', async () => {
    const [calendar, ...process] = reference();
    const store = aRecord();
    await recordAll(store, [...process, ...deals.slice(0, 5)]);
    const old = await prepared(bed.pool);
    const headOf = async (of: EventStore): Promise<Position> => (await of.head()).position;
    await old.catchUp(store, await headOf(store), AS_OF);

    const projection = new Projection(bed.pool, LIVE_SCHEMAS, redefined('r2'));
    const changed = await projection.prepare();
    const [computed, released] = [aGate(), aGate()];
    let alone = 0;
    const permit: Permit = {
      ...unshared(bed.pool),
      alone: async (work) => {
        // The second time it is for the merge: everything is computed by then.
        if (++alone === 2) computed.open();
        if (alone === 2) await released.opened;
        return unshared(bed.pool).alone(work);
      },
    };
    const rebuilding = rebuildTables(projection, changed, AS_OF, {
      permit,
      no: 1,
      finish: () => Promise.resolve(),
    });
    await computed.opened;
    await recordAll(store, [
      calendar!,
      ...deals.slice(5, 8),
      told('deal', 'crm:1', 'DealWon', '2026-03-09T09:00:00Z'),
      told('deal', 'crm:2', 'DealsMerged', '2026-03-09T10:00:00Z', { survivorId: 'crm:3' }),
    ]);
    await old.catchUp(store, await headOf(store), AS_OF);
    // Fed, but not computed by anybody before the merge.
    await recordAll(store, deals.slice(8, 10));
    const from = await readCheckpoint(bed.pool, 'projection', (await store.head()).incarnation);
    old.feed.begin();
    await old.feed.apply(await store.readAll(from.position, 100), from);
    released.open();
    await rebuilding;
    expect(await staleTables()).toContain('deal_state');

    await projection.catchUp(store, await headOf(store), AS_OF);
    const schemas = await createSchemas(bed.pool, 'anew');
    const anew = await prepared(bed.pool, schemas, redefined('r2'));
    await anew.catchUp(store, await headOf(store), AS_OF);
    expect(await contents(bed.pool)).toEqual(await contents(bed.pool, schemas));
    expect(await staleTables()).toEqual([]);
  });

  it('gives way to another one that began meanwhile, and leaves everything to it', async () => {
    const store = aRecord();
    await recordAll(store, deals.slice(0, 3));
    await (await prepared(bed.pool)).catchUp(store, (await store.head()).position, AS_OF);
    const projection = new Projection(bed.pool, LIVE_SCHEMAS, redefined('r2'));
    const changed = await projection.prepare();
    let alone = 0;
    const permit: Permit = {
      ...unshared(bed.pool),
      alone: async (work) => {
        if (++alone === 2) await unshared(bed.pool).alone((client) => beginNoting(client, 'projection', 2));
        return unshared(bed.pool).alone(work);
      },
    };
    const given = { permit, no: 1, finish: () => Promise.resolve() };
    await expect(rebuildTables(projection, changed, AS_OF, given)).rejects.toThrow('Another process began to rebuild');
    const { rows } = await bed.pool.query('select rebuild_no from projection.generation');
    expect(rows).toEqual([{ rebuild_no: 2 }]);
    expect(await segments(await bed.biReader())).toEqual({ small: 3 });
  });

  it('is due when a definition changed, and only then', async () => {
    const store = aRecord();
    await recordAll(store, deals);
    const told: string[] = [];
    const log = { info: (message: string) => told.push(message), warn: () => undefined, error: () => undefined };
    for (const revision of ['r1', 'r1', 'r2']) {
      const projector = aProjector(bed.pool, store, { catalogue: catalogueAt(revision), log });
      await whileProjecting(projector, () => Promise.resolve());
    }
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^Rebuilding .*deal_state.*: their definition changed\.$/);
  });

  it('from the record gives back what was spoilt, byte for byte, and goes on from there', async () => {
    const store = aRecord();
    const story = tangledStory();
    await recordAll(store, story.slice(0, 30));
    const live = await prepared(bed.pool);
    await live.catchUp(store, (await store.head()).position, AS_OF);
    const whole = await contents(bed.pool);
    await bed.pool.query("update projection.deal_state set segment = 'spoilt', row_digest = 'spoilt'");
    await bed.pool.query('delete from projection.stage_visit');
    await bed.pool.query('delete from projection.stream_deal');
    const shadow = await projectShadow(live, store, 10n, AS_OF);
    await mergeShadow(live, shadow, store, AS_OF);
    expect(await contents(bed.pool)).toEqual(whole);
    await recordAll(store, story.slice(30));
    const after = await prepared(bed.pool);
    await after.catchUp(store, (await store.head()).position, AS_OF);
    const again = await projectShadow(after, store, (await store.head()).position, AS_OF);
    expect(await contents(bed.pool, again.schemas)).toEqual(await contents(bed.pool));
  });

  it('as of an instant says what the live tables said then, and leaves them alone', async () => {
    let now = '2026-04-01T10:00:00.000000Z';
    const store = new InMemoryEventStore(() => now);
    const story = tangledStory();
    await recordAll(store, story.slice(0, 25));
    const live = await prepared(bed.pool);
    const asOf = '2026-04-01T00:00:00.000000Z';
    await live.catchUp(store, (await store.head()).position, asOf);
    const then = await contents(bed.pool);
    now = '2026-04-02T10:00:00.000000Z';
    await recordAll(store, story.slice(25));
    await live.catchUp(store, (await store.head()).position, '2026-04-02T00:00:00.000000Z');
    const afterwards = await contents(bed.pool);

    const instant = '2026-04-01T23:59:59Z';
    const past = await rebuildAsOf(bed.pool, LIVE_SCHEMAS, catalogueAt('r1'), store, instant, 'UTC');
    expect(past).toMatchObject({ position: 25n, asOf });
    expect(await contents(bed.pool, past.schemas)).toEqual(then);
    expect(await contents(bed.pool)).toEqual(afterwards);
    const reader = await bed.biReader();
    const { rows } = await reader.query(`select count(*)::int > 0 as any from ${past.schemas.views}.deal_state`);
    expect(rows).toEqual([{ any: true }]);
  });
});
