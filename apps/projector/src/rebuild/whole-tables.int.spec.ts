import { type EventStore } from '@gemba/event-sourcing';
import { type Client } from 'pg';
import { LIVE_SCHEMAS } from '../database/schema-names';
import { SHIPPED, tablesOf } from '../schema/read-model-catalogue';
import { fullStory } from '../testing/full-story';
import { recordAll } from '../testing/record-all';
import { AS_OF, aRecord, bedOfEachTest, prepared } from '../testing/test-projection';
import { withNews } from '../testing/with-news';
import { mergeShadow, projectShadow } from './rebuild-from-record';
import { rebuildTables } from './rebuild-tables';

const TABLES = tablesOf(SHIPPED).map(({ name }) => name);

/** Of each view: a digest of its rows without the column `news`, and what that column says in them. */
type Seen = Readonly<Record<string, { readonly rows: string; readonly news: readonly (string | null)[] }>>;

describe('every table, while all are rebuilt at once', () => {
  const bed = bedOfEachTest();

  const one = async (reader: Pick<Client, 'query'>, view: string) => {
    const { rows } = await reader.query<{ rows: string; news: (string | null)[] }>(
      `select md5(string_agg(r, '' order by r)) as rows, array_agg(distinct news) as news
       from (select (to_jsonb(v) - 'news')::text as r, to_jsonb(v) ->> 'news' as news from bi_v1.${view} v) seen`,
    );
    return rows[0]!;
  };
  const look = async (reader: Pick<Client, 'query'>, views: readonly string[] = TABLES): Promise<Seen> => {
    const seen: Record<string, { rows: string; news: (string | null)[] }> = {};
    for (const view of views) seen[view] = await one(reader, view);
    return seen;
  };
  /** All tables in one snapshot. */
  const lookOnce = async (reader: Client): Promise<Seen> => {
    await reader.query('begin transaction isolation level repeatable read');
    const seen = await look(reader);
    await reader.query('commit');
    return seen;
  };
  const told = async (): Promise<EventStore> => {
    const store = aRecord();
    await recordAll(store, fullStory());
    return store;
  };
  /** A reader that may take its time, however slow the machine is. */
  const patient = async (): Promise<Client> => {
    const reader = await bed.biReader();
    await reader.query('set idle_in_transaction_session_timeout = 0; set transaction_timeout = 0');
    return reader;
  };
  /** An open snapshot that has looked at nothing yet. */
  const snapshot = async (): Promise<Client> => {
    const reader = await patient();
    await reader.query('begin transaction isolation level repeatable read; select from bi_v1.deal_history limit 0');
    return reader;
  };
  /** Half of each table gone: what a faulty revision may have left. */
  const spoil = async (): Promise<void> => {
    for (const table of TABLES)
      await bed.pool.query(
        `delete from projection.${table} where ctid in (
           select ctid from (select ctid, row_number() over (order by row_digest) as no from projection.${table}) t where no % 2 = 1)`,
      );
  };

  const rebuilds: Record<string, (store: EventStore) => Promise<void>> = {
    'from the history': async () => rebuildTables(await prepared(bed.pool), TABLES, AS_OF),
    'from the record': async (store) => {
      const live = await prepared(bed.pool);
      const shadow = await projectShadow(live, store, (await store.head()).position, AS_OF);
      await mergeShadow(live, shadow, store, AS_OF);
    },
  };

  it.each(Object.entries(rebuilds))(
    '%s is whole for every reader: as it was for an open snapshot, as it is afterwards, and nothing between',
    async (_, rebuild) => {
      const store = await told();
      await (await prepared(bed.pool)).catchUp(store, (await store.head()).position, AS_OF);
      const meanwhile = await bed.biReader();
      const right = await lookOnce(meanwhile);
      await spoil();
      const spoilt = await lookOnce(meanwhile);
      for (const table of TABLES) expect([table, spoilt[table]!.rows]).not.toEqual([table, right[table]!.rows]);

      const [begun, untouched] = [await snapshot(), await snapshot()];
      expect(await look(begun)).toEqual(spoilt);
      let isDone = false;
      const rebuilding = rebuild(store).finally(() => (isDone = true));
      const seen: Seen[] = [];
      while (!isDone) seen.push(await lookOnce(meanwhile));
      await rebuilding;

      for (const whole of seen) expect([spoilt, right]).toContainEqual(whole);
      expect(await look(begun)).toEqual(spoilt);
      expect(await look(untouched)).toEqual(spoilt);
      await begun.query('commit');
      expect(await lookOnce(begun)).toEqual(right);
    },
    180_000,
  );

  describe('bringing a column each', () => {
    let news: ReturnType<typeof withNews>;
    let before: Seen;
    let after: Seen;
    beforeEach(async () => {
      news = withNews('r2');
      const store = await told();
      await (await prepared(bed.pool)).catchUp(store, (await store.head()).position, AS_OF);
      before = await lookOnce(await bed.biReader());
      after = Object.fromEntries(Object.entries(before).map(([view, { rows }]) => [view, { rows, news: ['r2'] }]));
    }, 60_000);
    afterEach(() => news.remove());
    const rebuild = async (): Promise<void> =>
      rebuildTables(await prepared(bed.pool, LIVE_SCHEMAS, news.catalogue), TABLES, AS_OF);

    it('is whole for open snapshots, and for readers that queue until it is done', async () => {
      const untouched = await snapshot();
      // The rebuild writes here last, when it has every table and every view for itself.
      const inItsWay = await bed.pool.connect();
      await inItsWay.query('begin; lock table projection.installed_view in share mode');
      const rebuilding = rebuild();
      await Promise.race([untilWaiting(1), rebuilding]);
      const [forwards, backwards, inOneSnapshot] = [await bed.biReader(), await bed.biReader(), await bed.biReader()];
      const queued = [look(forwards), look(backwards, [...TABLES].reverse())];
      const snapshotQueued = lookOnce(inOneSnapshot);
      await untilWaiting(4);
      await inItsWay.query('commit');
      inItsWay.release();
      await rebuilding;
      for (const seen of await Promise.all(queued)) expect(seen).toEqual(after);
      expect([before, after]).toContainEqual(await snapshotQueued);
      expect(await look(untouched)).toEqual(before);
      await untouched.query('commit');
      expect(await look(untouched)).toEqual(after);
      const { rows } = await bed.pool.query(
        `select count(*) filter (where attnotnull)::int as demanded from pg_attribute a
         join pg_class c on c.oid = a.attrelid where attname = 'news' and relnamespace = 'projection'::regnamespace`,
      );
      expect(rows).toEqual([{ demanded: TABLES.length }]);
    }, 180_000);

    it('lets a reader finish that has looked at one table and goes on to all others', async () => {
      const reading = await snapshot();
      await look(reading, TABLES.slice(-1));
      const rebuilding = rebuild();
      await Promise.race([untilWaiting(1), rebuilding]);
      expect(await look(reading)).toEqual(before);
      await reading.query('commit');
      await rebuilding;
      expect(await look(reading)).toEqual(after);
    }, 180_000);
  });
  const untilWaiting = async (sessions: number): Promise<void> => {
    for (;;) {
      // What sessions of other roles wait for is told by the locks alone.
      const { rowCount } = await bed.pool.query(
        `select distinct pid from pg_locks l join pg_database d on d.oid = l.database
         where not granted and datname = current_database()`,
      );
      if (rowCount! >= sessions) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
});
