import { type EventStore } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { readCheckpoint } from '../feed/checkpoint';
import { type Projection } from '../projection';
import { fullStory } from '../testing/full-story';
import { recordAll } from '../testing/record-all';
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
import { MIGRATIONS, migrateProjection } from './migrate-projection';
import { tablesOf } from './read-model-catalogue';
import { createTable } from './table-definition';

const columnsOf = async (pool: Pool, schema: string, table: string): Promise<string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    'select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2',
    [schema, table],
  );
  return rows.map(({ name }) => name);
};

/** Tables of the projector itself. Those of the migration and the list of views are left: they speak of one schema. */
const ownTablesOf = async (pool: Pool, schema: string): Promise<string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = $1 and table_type = 'BASE TABLE' and table_name not like 'projection_migration%'
       and table_name <> 'installed_view'`,
    [schema],
  );
  return rows.map(({ name }) => name);
};

/** Fills an earlier schema with what an earlier release would have left there: the columns that there were. */
const fillAsEarlier = async (pool: Pool, from: ProjectionSchemas, to: ProjectionSchemas): Promise<void> => {
  for (const table of await ownTablesOf(pool, to.tables)) {
    const target = `${quoted(to.tables)}.${quoted(table)}`;
    const known = new Set(await columnsOf(pool, from.tables, table));
    const columns = (await columnsOf(pool, to.tables, table)).filter((name) => known.has(name)).map(quoted);
    if (columns.length === 0) continue;
    if (table !== 'journal') await pool.query(`delete from ${target}`);
    await pool.query(
      `insert into ${target} (${columns.join()}) overriding system value
       select ${columns.join()} from ${quoted(from.tables)}.${quoted(table)}`,
    );
  }
  const client = await pool.connect();
  for (const table of tablesOf(catalogueAt('r1'))) {
    await createTable(client, table, to);
    const [target, source] = [to, from].map(({ tables }) => `${quoted(tables)}.${quoted(table.name)}`);
    await client.query(`insert into ${target} select * from ${source}`);
  }
  client.release();
};

const journalOf = async (pool: Pool, { tables }: ProjectionSchemas): Promise<unknown[]> => {
  const { rows } = await pool.query<{ entry: string }>(
    `select (to_jsonb(j) - 'concluded_at')::text as entry from ${quoted(tables)}.journal j order by entry_id`,
  );
  return rows.map(({ entry }) => JSON.parse(entry) as unknown);
};

const historyOf = async (pool: Pool, { tables }: ProjectionSchemas): Promise<unknown[]> =>
  (await pool.query(`select h::text from ${quoted(tables)}.history h order by position`)).rows;

/** What a filled database was before a release, which is what people bring to it. */
describe('tables that an earlier release left', () => {
  const bed = bedOfEachTest();
  const story = [...tangledStory(), ...fullStory()];
  const [first, page, rest] = [story.slice(0, 300), story.slice(300, 340), story.slice(340)];

  /** All of it taken in and computed but for a last page, whose deals still wait to be computed. */
  const interrupted = async (store: EventStore): Promise<Projection> => {
    const projection = await prepared(bed.pool, await createSchemas(bed.pool, 'left'));
    await recordAll(store, first);
    const { incarnation, position } = await store.head();
    await projection.catchUp(store, position, AS_OF);
    await recordAll(store, page);
    const from = await readCheckpoint(bed.pool, 'left', incarnation);
    await projection.feed.apply(await store.readAll(from.position, 1_000), from);
    return projection;
  };

  it.each(MIGRATIONS.slice(1, -1))(
    'are all there after the migrations behind %s, and are gone on with',
    async (then) => {
      const store = aRecord();
      const left = await interrupted(store);
      const earlier = await createSchemas(bed.pool, 'earlier');
      await migrateProjection(bed.pool, earlier, then);
      await fillAsEarlier(bed.pool, left.schemas, earlier);

      const projection = await prepared(bed.pool, earlier);
      expect(await projection.prepare()).toEqual([]);
      expect(await contents(bed.pool, earlier)).toEqual(await contents(bed.pool, left.schemas));
      expect(await historyOf(bed.pool, earlier)).toEqual(await historyOf(bed.pool, left.schemas));
      const journal = await journalOf(bed.pool, earlier);
      expect(journal.length).toBeGreaterThan(0);
      expect(journal).toEqual(await journalOf(bed.pool, left.schemas));
      const { incarnation } = await store.head();
      const checkpoint = await readCheckpoint(bed.pool, 'earlier', incarnation);
      expect(checkpoint).toEqual(await readCheckpoint(bed.pool, 'left', incarnation));

      await recordAll(store, rest);
      const { position } = await store.head();
      const anew = await prepared(bed.pool, await createSchemas(bed.pool, 'anew'));
      for (const each of [projection, left, anew]) await each.catchUp(store, position, AS_OF);
      const whole = await contents(bed.pool, anew.schemas);
      expect(Object.values(whole).flat().length).toBeGreaterThan(1_000);
      expect(await contents(bed.pool, earlier)).toEqual(whole);
      expect(await journalOf(bed.pool, earlier)).toEqual(await journalOf(bed.pool, left.schemas));
      expect((await journalOf(bed.pool, earlier)).slice(0, journal.length)).toEqual(journal);
    },
  );

  it('tell of their freshness what they told before', async () => {
    const store = aRecord();
    const left = await interrupted(store);
    const earlier = await createSchemas(bed.pool, 'earlier');
    await migrateProjection(bed.pool, earlier, '0002-journal');
    await fillAsEarlier(bed.pool, left.schemas, earlier);
    const freshness = async (schema: string): Promise<unknown[]> =>
      (
        await bed.pool.query(
          `select table_name, state, position, recorded_at from ${schema}.projection_position order by 1`,
        )
      ).rows;
    const before = await freshness('earlier');
    await migrateProjection(bed.pool, earlier);
    expect(await freshness('earlier')).toEqual(before);
    expect(before).toContainEqual(expect.objectContaining({ table_name: 'deal_state', state: 'stale' }));
  });
});
