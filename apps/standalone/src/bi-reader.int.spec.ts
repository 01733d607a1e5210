import { createPool } from '@gemba/platform';
import { createTestDatabase, type TestDatabase } from '@gemba/test-support';
import { Client, type Pool } from 'pg';
import { LIVE_SCHEMAS } from '../../projector/src';
import { Projection } from '../../projector/src/projection';
import { SHIPPED } from '../../projector/src/schema/read-model-catalogue';
import { fullStory } from '../../projector/src/testing/full-story';
import { recordAll } from '../../projector/src/testing/record-all';
import { AS_OF, aRecord } from '../../projector/src/testing/test-projection';
import { migrate } from './migration/migrate';

interface Named {
  readonly name: string;
}

const OURS = "nspname !~ '^pg_' and nspname <> 'information_schema'";
const INTERNAL = `${OURS} and nspname <> 'bi_v1'`;

describe('bi_reader, on a database with everything that Gemba keeps in it', () => {
  let database: TestDatabase;
  let app: Pool;
  let admin: Client;
  const open: Client[] = [];

  /** A session that has switched off everything that only a setting holds. */
  const unbound = async (): Promise<Client> => {
    const reader = await session();
    await reader.query(
      'set default_transaction_read_only = off; set statement_timeout = 0; set transaction_timeout = 0',
    );
    return reader;
  };
  const session = async (): Promise<Client> => {
    const reader = new Client({ connectionString: database.biUrl });
    open.push(reader);
    await reader.connect();
    return reader;
  };
  const names = async (sql: string): Promise<string[]> => (await admin.query<Named>(sql)).rows.map(({ name }) => name);
  /** The code of the refusal; what was let through is named. */
  const refusal = async (reader: Client, sql: string): Promise<string> => {
    try {
      await reader.query(sql);
      return `let through: ${sql}`;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const relations = (where: string): Promise<string[]> =>
    names(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${where} and c.relkind in ('r', 'v', 'm', 'p') order by 1`);

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrate({ adminUrl: database.adminUrl, logins: null });
    admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    app = createPool({
      url: database.appUrl,
      applicationName: 'bi reader spec',
      connectionsMax: 4,
      onIdleError: () => undefined,
    });
    const store = aRecord();
    await recordAll(store, fullStory());
    const projection = new Projection(app, LIVE_SCHEMAS, SHIPPED);
    await projection.prepare();
    await projection.catchUp(store, (await store.head()).position, AS_OF);
  }, 120_000);
  afterEach(async () => {
    for (const client of open.splice(0)) await client.end();
  });
  afterAll(async () => {
    await admin?.end();
    await app?.end();
    await database?.drop();
  });

  it('reads every view, and asks every function', async () => {
    const reader = await session();
    const views = await relations("nspname = 'bi_v1'");
    expect(views.length).toBeGreaterThan(30);
    for (const view of views) {
      const { rowCount } = await reader.query(`select * from ${view} limit 5`);
      expect([view, rowCount! > 0]).toEqual([view, true]);
    }
    for (const asOf of ['stage_visit_as_of', 'quote_outcome_as_of', 'handoff_as_of'])
      await reader.query(`select * from bi_v1.${asOf}('2026-02-01T00:00:00Z')`);
    const { rows } = await reader.query("select bi_v1.major_units(150, 'EUR')::text as major");
    expect(rows).toEqual([{ major: '1.50' }]);
  });

  it('has limits to its time, and only reads until it says otherwise', async () => {
    const reader = await session();
    const shown = async (setting: string): Promise<unknown> =>
      Object.values((await reader.query<Record<string, string>>(`show ${setting}`)).rows[0]!)[0];
    expect(await shown('default_transaction_read_only')).toBe('on');
    for (const limit of ['statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout'])
      expect([limit, await shown(limit)]).not.toEqual([limit, '0']);
    expect(await refusal(reader, 'create table mine (id int)')).toBe('25006');
    await reader.query("set statement_timeout = '20ms'");
    expect(await refusal(reader, 'select pg_sleep(60)')).toBe('57014');
  });

  it('writes into no view and no table, whatever it sets', async () => {
    const reader = await unbound();
    const views = await relations("nspname = 'bi_v1'");
    for (const view of views) {
      for (const write of [
        `insert into ${view} default values`,
        `update ${view} set (${await firstColumn(view)}) = row(null)`,
        `delete from ${view}`,
        `truncate ${view}`,
        `select * from ${view} for update`,
        `lock table ${view} in share mode`,
      ]) {
        await reader.query('begin');
        // 55000: no such view can be written by anybody; 42809: it is no table; 42501: it may not.
        expect([write, await refusal(reader, write)]).toEqual([write, expect.stringMatching(/^(42501|55000|42809)$/)]);
        await reader.query('rollback');
      }
    }
    for (const table of await relations(INTERNAL)) {
      for (const write of [`insert into ${table} default values`, `delete from ${table}`, `truncate ${table}`])
        expect([write, await refusal(reader, write)]).toEqual([write, '42501']);
    }
  });
  const firstColumn = async (view: string): Promise<string> =>
    (await names(`select attname as name from pg_attribute where attrelid = '${view}'::regclass and attnum = 1`))[0]!;

  it('makes nothing: no table, not even a temporary one, no schema, function, large object or setting of others', async () => {
    const reader = await unbound();
    for (const making of [
      ...['table mine (id int)', 'temporary table mine (id int)', 'table bi_v1.mine (id int)', 'schema mine'],
      ...[
        'view bi_v1.mine as select 1',
        'temporary view mine as select 1',
        'sequence bi_v1.mine',
        'type bi_v1.mine as (a int)',
      ],
      ...['function bi_v1.mine() returns int language sql as $$select 1$$', 'materialized view bi_v1.mine as select 1'],
      ...['extension dblink', 'publication mine', 'role mine', 'database mine', 'table mine as select 1'],
    ])
      expect([making, await refusal(reader, `create ${making}`)]).toEqual([
        making,
        expect.stringMatching(/^(42501|0A000)$/),
      ]);
    for (const doing of [
      'select lo_create(4711)',
      "select lo_from_bytea(0, 'kept')",
      "select lo_import('/etc/hostname')",
      "select pg_read_file('/etc/hostname')",
      "copy (select 1) to '/tmp/gemba-bi-reader'",
      "copy (select 1) to program 'true'",
      "comment on view bi_v1.deal_state is 'mine'",
      'drop view bi_v1.deal_state',
      'alter view bi_v1.deal_state owner to bi_reader',
      'alter role gemba_app set statement_timeout = 1',
      'alter database template1 set statement_timeout = 1',
      'set role gemba_app',
      'set session authorization gemba_app',
      "select pg_create_logical_replication_slot('mine', 'pgoutput')",
      "select pg_terminate_backend(pid) from pg_stat_activity where usename <> 'bi_reader' and pid <> pg_backend_pid()",
    ])
      expect([doing, await refusal(reader, doing)]).toEqual([doing, '42501']);
    const owned = await names(
      "select classid::regclass::text as name from pg_shdepend where refobjid = 'bi_reader'::regrole and deptype = 'o'",
    );
    expect(owned).toEqual([]);
    // Granting what one may not grant is a warning in SQL: nothing may come of it.
    await reader.query('grant select on bi_v1.deal_state to public');
    expect(
      await names(
        "select 'public' as name from pg_class where oid = 'bi_v1.deal_state'::regclass and relacl::text ~ '[{,]=r'",
      ),
    ).toEqual([]);
  });

  it('sees nothing of any other schema, also not through functions and statistics', async () => {
    const reader = await unbound();
    const inside = await relations(INTERNAL);
    const schemas = new Set(inside.map((name) => name.split('.')[0]));
    expect([...schemas].sort()).toEqual(expect.arrayContaining(['access', 'intake', 'projection', 'record']));
    for (const table of inside) {
      expect([table, await refusal(reader, `select from ${table}`)]).toEqual([table, '42501']);
      expect([table, await refusal(reader, `select query_to_xml('select * from ${table}', true, true, '')`)]).toEqual([
        table,
        '42501',
      ]);
    }
    const { rows: visible } = await reader.query<Named>(
      `select distinct table_schema::text as name from information_schema.tables
       union select distinct schemaname::text from pg_stats`,
    );
    expect(visible.map(({ name }) => name).filter((name) => !/^(pg_|information_schema)/.test(name))).toEqual([
      'bi_v1',
    ]);
    const functions = await names(
      `select format('%s(%s)', p.oid::regproc, (select string_agg('null', ', ') from generate_series(1, pronargs))) as name
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${INTERNAL} and prokind = 'f'`,
    );
    expect(functions.length).toBeGreaterThan(3);
    for (const called of functions)
      expect([called, await refusal(reader, `select ${called}`)]).toEqual([called, '42501']);
  });

  it('borrows rights only from functions that read and look names up nowhere but in the catalog', async () => {
    const { rows } = await admin.query(
      `select proname, provolatile, proconfig from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where ${OURS} and prosecdef and has_schema_privilege('bi_reader', n.oid, 'usage')`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { proname, provolatile, proconfig } of rows as Record<string, unknown>[])
      expect([proname, provolatile, proconfig]).toEqual([proname, 's', ['search_path=pg_catalog']]);
  });

  it('holds nobody up: it cannot take the locks by which the record and the tables keep their order', async () => {
    const reader = await unbound();
    const locks = await names(
      "select distinct proname as name from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname ~ 'advisory'",
    );
    expect(locks).toEqual(
      expect.arrayContaining(['pg_advisory_lock', 'pg_advisory_xact_lock', 'pg_try_advisory_lock']),
    );
    for (const lock of locks)
      expect([lock, await refusal(reader, `select ${lock}(${lock.includes('_all') ? '' : '5139264617002'})`)]).toEqual([
        lock,
        '42501',
      ]);
    await app.query('select pg_advisory_lock(5139264617002), pg_advisory_unlock(5139264617002)');
  });

  it('enters no other database', async () => {
    for (const other of ['postgres', 'template1']) {
      const client = new Client({ connectionString: database.biUrl.replace(/\/[^/]*$/, `/${other}`) });
      await expect(client.connect()).rejects.toMatchObject({ code: '42501' });
    }
  });
});
