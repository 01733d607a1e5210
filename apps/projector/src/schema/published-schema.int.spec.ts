import { LIVE_SCHEMAS, withSchemas } from '../database/schema-names';
import { createTestBed, prepared, type TestBed } from '../testing/test-projection';
import { createViewSql } from './create-view';
import { installViews } from './install-views';
import { publishedSchema } from './published-schema';
import { SHIPPED } from './read-model-catalogue';

interface Described {
  readonly view: string;
  readonly column: string | null;
  readonly type: string | null;
  readonly comment: string | null;
}

describe('the published schema on PostgreSQL', () => {
  const views = publishedSchema(SHIPPED).views;
  let bed: TestBed;
  beforeAll(async () => {
    bed = await createTestBed();
    await prepared(bed.pool);
  });
  afterAll(() => bed?.drop());

  const ask = async <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await bed.pool.query<Row>(sql, [...values])).rows;

  it('is what its definitions say: views, columns in order, types, and a comment on each', async () => {
    const inPostgres = await ask<Described>(
      `select c.relname as view, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
         col_description(c.oid, a.attnum) as comment
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'bi_v1'::regnamespace
       union all
       select c.relname, null, null, obj_description(c.oid) from pg_class c
       where c.relnamespace = 'bi_v1'::regnamespace order by view, type nulls first`,
    );
    const typeNames = new Map(
      (
        await ask<{ written: string; shown: string }>(
          'select t as written, format_type(to_regtype(t), null) as shown from unnest($1::text[]) t',
          [[...new Set(views.flatMap(({ columns }) => columns.map(({ type }) => type)))]],
        )
      ).map(({ written, shown }) => [written, shown]),
    );
    const bySubject = (all: readonly Described[]): Map<string, Described> =>
      new Map(all.map((each) => [`${each.view} ${each.column ?? ''}`, each]));
    const defined = views.flatMap(({ name, comment, columns }) => [
      { view: name, column: null, type: null, comment },
      ...columns.map((column) => ({
        view: name,
        column: column.name,
        type: typeNames.get(column.type)!,
        comment: column.comment,
      })),
    ]);
    expect(bySubject(inPostgres)).toEqual(bySubject(defined));
    expect(inPostgres.filter(({ comment }) => comment === null || comment.trim() === '')).toEqual([]);

    const order = await ask<{ view: string; columns: string[] }>(
      `select attrelid::regclass::text as view, array_agg(attname::text order by attnum) as columns
       from pg_attribute where attrelid = any($1::regclass[]) and attnum > 0 group by attrelid`,
      [views.map(({ name }) => `bi_v1.${name}`)],
    );
    for (const { name, columns } of views)
      expect(order.find(({ view }) => view === `bi_v1.${name}`)!.columns).toEqual(columns.map((column) => column.name));
  });

  it('shows the key of each table that its SQL declares', async () => {
    const keys = await ask<{ name: string; key: string[] }>(
      `select c.relname as name, array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) as key
       from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid
       where i.indisprimary and c.relnamespace = 'projection'::regnamespace and a.attnum = any(i.indkey::int2[])
       group by c.relname`,
    );
    const declared = new Map(keys.map(({ name, key }) => [name, key]));
    for (const { name, key, freshness } of views)
      if (['reference', 'deal', 'analysis'].includes(freshness) && declared.has(name))
        expect([name, key]).toEqual([name, declared.get(name)]);
  });

  it('has functions with the arguments, results and comments that are written', async () => {
    const inPostgres = await ask<{ name: string; given: string; returns: string; comment: string }>(
      `select proname as name, pg_get_function_arguments(oid) as given, pg_get_function_result(oid) as returns,
         obj_description(oid) as comment
       from pg_proc where pronamespace = 'bi_v1'::regnamespace`,
    );
    const plain = (text: string): string =>
      text.toLowerCase().replace(/\s+/g, '').replaceAll('timestampwithtimezone', 'timestamptz');
    expect(inPostgres.map(({ comment }) => comment)).not.toContain(null);
    for (const written of views.flatMap(({ functions }) => functions)) {
      const { given, returns, comment } = inPostgres.find(({ name }) => name === written.name)!;
      expect([given, returns].map(plain)).toEqual([written.arguments, written.returns].map(plain));
      expect(comment).toBe(written.comment);
    }
  });

  it('says whether anybody follows the record, since a projector that is gone leaves its tables fresh', async () => {
    const followed = async () =>
      (await ask<{ is_followed: boolean }>('select distinct is_followed from bi_v1.projection_position')).map(
        (row) => row.is_followed,
      );
    expect(await followed()).toEqual([false]);
    const alive = async (until: string) => {
      await bed.pool.query(
        `insert into projection.projector (projector_id, seat, name, expires_at, takes_part, doing)
         values ('00000000-0000-4000-8000-000000000001', gen_random_uuid(), 'spec', clock_timestamp() + $1::interval, true, '')
         on conflict (projector_id) do update set expires_at = excluded.expires_at`,
        [until],
      );
      await bed.pool.query(
        "update projection.lease set holder = '00000000-0000-4000-8000-000000000001' where name = 'feed'",
      );
    };
    await alive('1 minute');
    expect(await followed()).toEqual([true]);
    await alive('-1 second');
    expect(await followed()).toEqual([false]);
  });

  it('gives money in major units, exactly, by the decimals of its currency', async () => {
    const major = async (minor: string | null, currency: string | null): Promise<unknown> =>
      (await ask<{ major: unknown }>('select bi_v1.major_units($1::bigint, $2)::text as major', [minor, currency]))[0]!
        .major;
    expect(await major('123456', 'EUR')).toBe('1234.56');
    expect(await major('-1', 'USD')).toBe('-0.01');
    expect(await major('123456', 'JPY')).toBe('123456');
    expect(await major('123456', 'KWD')).toBe('123.456');
    expect(await major('123456', 'CLF')).toBe('12.3456');
    expect(await major('9223372036854775807', 'BHD')).toBe('9223372036854775.807');
    for (const currency of ['XAU', 'XXX', 'eur', 'BTC', '', null]) expect(await major('100', currency)).toBeNull();
    expect(await major(null, 'EUR')).toBeNull();
    const [counted] = await ask(
      `select count(*) filter (where e = 0)::int as none, count(*) filter (where e = 2)::int as two,
         count(*) filter (where e = 3)::int as three, count(*) filter (where e = 4)::int as four
       from (select bi_v1.currency_exponent(chr(a) || chr(b) || chr(c)) as e
         from generate_series(65, 90) a, generate_series(65, 90) b, generate_series(65, 90) c) all_codes`,
    );
    // ISO 4217 of January 2026: 17, 139, 7 and 2; withdrawn since 2015: BYR, and ten with two decimals.
    expect(counted).toEqual({ none: 18, two: 149, three: 7, four: 2 });
  });

  it('shows hours and major units beside seconds and minor units', async () => {
    await bed.pool.query(
      `insert into projection.deal_state select * from json_populate_record(null::projection.deal_state, $1)`,
      [
        JSON.stringify({
          ...{ deal_id: 'crm:1', attempt: 1, outcome: 'open', outcome_revisions: 0, events: 1, visits: 1 },
          ...{ skipped_steps: 0, steps_after_closing: 0, merged_deal_ids: [], row_digest: 'd' },
          ...{ amount_minor: 99950, currency: 'TND', in_steps_s: 5400 },
        }),
      ],
    );
    expect(await ask('select amount_major::text, in_steps_h from bi_v1.deal_state')).toEqual([
      { amount_major: '99.950', in_steps_h: 1.5 },
    ]);
    await bed.pool.query('delete from projection.deal_state');
  });

  it('keeps the columns that BI knows in their place when a definition adds one in the middle', async () => {
    const view = views.find(({ name }) => name === 'deal_trace')!;
    const [first, ...others] = view.columns;
    const added = { ...first!, name: 'greeting', type: 'text', expression: "'hello'::text", comment: 'New' };
    const names = async (): Promise<string[]> =>
      (
        await ask<{ name: string }>(
          "select attname as name from pg_attribute where attrelid = 'bi_v1.deal_trace'::regclass and attnum > 0 order by attnum",
        )
      ).map(({ name }) => name);
    const before = await names();
    const sql = createViewSql({ ...view, columns: [first!, added, ...others] }, before);
    await bed.pool.query(withSchemas(sql, LIVE_SCHEMAS));
    expect(await names()).toEqual([...before, 'greeting']);
    await bed.pool.query('drop view bi_v1.deal_trace');
    const client = await bed.pool.connect();
    await installViews(client, SHIPPED, LIVE_SCHEMAS);
    client.release();
    expect(await names()).toEqual(before);
  });

  it('describes itself in SQL: every column, and every metric with its example', async () => {
    const columns = await ask<{ view: string; column: string; meaning: string }>(
      `select d.view_name as view, d.column_name as column, d.meaning
       from bi_v1.data_dictionary d
       join pg_attribute a on a.attrelid = format('bi_v1.%I', d.view_name)::regclass and a.attname = d.column_name
         and a.attnum = d.place and a.atttypid = to_regtype(d.type)
         and col_description(a.attrelid, a.attnum) = d.meaning and obj_description(a.attrelid) = d.view_meaning`,
    );
    const [all] = await ask<{ n: number }>('select count(*)::int as n from bi_v1.data_dictionary');
    expect(columns).toHaveLength(views.reduce((sum, view) => sum + view.columns.length, 0));
    expect(all!.n).toBe(columns.length);
    const metrics = await ask<{ metric: string; shown: boolean; gives: unknown[] }>(
      `select m.metric, m.example -> 'gives' as gives,
         exists (select from bi_v1.data_dictionary d where (d.view_name, d.column_name) = (m.view_name, m.column_name)) as shown
       from bi_v1.metric_dictionary m`,
    );
    const { metrics: defined } = publishedSchema(SHIPPED);
    expect(metrics.map(({ metric }) => metric).sort()).toEqual(defined.map(({ name }) => name).sort());
    for (const { shown, gives } of metrics) expect([shown, gives.length > 0]).toEqual([true, true]);
  });

  it('says of every view but itself and the dictionaries how fresh it is, once', async () => {
    const positions = await ask<{ table_name: string; kind: string; state: string; lag_h: number; revision: string }>(
      'select table_name, kind, state, lag_h, revision from bi_v1.projection_position',
    );
    const expected = views.filter(
      ({ name, freshness }) => freshness !== 'definition' && name !== 'projection_position',
    );
    expect(positions.map(({ table_name, kind }) => [table_name, kind]).sort()).toEqual(
      expected.map(({ name, freshness }) => [name, freshness]).sort(),
    );
    for (const { revision, lag_h } of positions) {
      expect(revision).toMatch(/\S/);
      expect(lag_h).toBe(0);
    }
  });
});
