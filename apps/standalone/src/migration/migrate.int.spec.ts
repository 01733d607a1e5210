import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { startTestServer, type TestServer } from '@gemba/test-support';
import { migrate, type MigrationPlan } from './migrate';

const APP_PASSWORD = 'app-password-1';
const BI_PASSWORD = 'bi-password-12';

/** A server of somebody else's: no roles of ours, a database for us, and an administrator who owns it alone. */
describe('the migration of a server that is not ours', () => {
  let server: TestServer & { stop(): Promise<void> };

  const run = async <Row extends object>(url: string, ...statements: string[]): Promise<Row[]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      let rows: Row[] = [];
      for (const statement of statements) rows = (await client.query<Row>(statement)).rows;
      return rows;
    } finally {
      await client.end();
    }
  };
  const as = (user: string, password: string, database = 'sales'): string =>
    server.adminUrl.replace(/\/\/[^@]*@/, `//${user}:${password}@`).replace(/[^/]*$/, database);
  const onServer = (database: string): string => server.adminUrl.replace(/[^/]*$/, database);
  const plan = (changes: Partial<NonNullable<MigrationPlan['logins']>> = {}, adminUrl?: string): MigrationPlan => ({
    adminUrl: adminUrl ?? as('boss', 'boss-password'),
    logins: { app: { user: 'gemba_app', password: APP_PASSWORD }, biPassword: BI_PASSWORD, ...changes },
  });

  beforeAll(async () => (server = await startTestServer()));
  afterAll(() => server.stop());

  beforeEach(async () => {
    await run(onServer('postgres'), 'drop database if exists gemba', 'drop database if exists sales with (force)');
    await run(
      onServer('postgres'),
      ...['gemba_app', 'bi_reader', 'boss', 'visitor'].map((role) => `drop role if exists ${role}`),
    );
    await run(
      onServer('postgres'),
      "create role boss login createrole password 'boss-password'",
      'create database sales owner boss',
    );
  });

  it('makes roles, schemas and permissions, by an administrator who is no superuser, and says what is left', async () => {
    expect(await migrate(plan())).toEqual([expect.stringMatching(/bi_reader could hold up the record/)]);
    const schemas = await run(as('gemba_app', APP_PASSWORD), 'select nspname from pg_namespace order by nspname');
    expect(schemas).toEqual(
      expect.arrayContaining(['access', 'bi_v1', 'intake', 'projection', 'record'].map((nspname) => ({ nspname }))),
    );
    await run(as('gemba_app', APP_PASSWORD), 'create table projection.mine (n int)');
    await expect(run(as('gemba_app', APP_PASSWORD), 'delete from record.events')).rejects.toThrow(/permission denied/);
    await expect(run(as('bi_reader', BI_PASSWORD), 'select * from record.events')).rejects.toThrow(/permission denied/);
    const [bounds] = await run(as('bi_reader', BI_PASSWORD), 'show default_transaction_read_only');
    expect(bounds).toEqual({ default_transaction_read_only: 'on' });
  });

  it('changes nothing the second time, and brings new passwords into force', async () => {
    await migrate(plan());
    await migrate(plan({ biPassword: null }));
    await run(as('bi_reader', BI_PASSWORD), 'select 1');
    await migrate(plan({ app: { user: 'gemba_app', password: 'app-password-2' } }));
    await run(as('gemba_app', 'app-password-2'), 'select 1');
    await expect(run(as('gemba_app', APP_PASSWORD), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('may run many times at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => migrate(plan())));
    const migrations = await run<{ name: string }>(as('boss', 'boss-password'), 'select name from record.migration');
    expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
    expect(migrations.length).toBeGreaterThan(1);
  });

  it('goes on where one was killed in the middle', async () => {
    const url = as('boss', 'boss-password');
    const killer = new Client({ connectionString: server.adminUrl.replace(/[^/]*$/, 'postgres') });
    await killer.connect();
    let killed = 0;
    for (let attempt = 0; attempt < 20 && killed < 3; attempt++) {
      let isOver = false;
      const migration = migrate(plan())
        .catch(() => undefined)
        .finally(() => (isOver = true));
      while (!isOver) {
        const { rowCount } = await killer.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gemba migration' and state = 'active'",
        );
        killed += rowCount ?? 0;
      }
      await migration;
    }
    expect(killed).toBeGreaterThan(0);
    await killer.end();
    await migrate(plan());
    expect(await run(url, 'select only_row from record.store')).toEqual([{ only_row: true }]);
  });

  it('keeps BI from the locks of the record and from temporary tables, by a superuser', async () => {
    expect(await migrate(plan({}, onServer('sales')))).toEqual([]);
    const bi = as('bi_reader', BI_PASSWORD);
    await expect(run(bi, 'select pg_advisory_lock(1)')).rejects.toThrow(/permission denied/);
    const writing = 'set default_transaction_read_only = off';
    await expect(run(bi, writing, 'create temporary table mine (n int)')).rejects.toThrow(/permission denied/);
    await run(as('gemba_app', APP_PASSWORD), 'select pg_advisory_lock(1)');
  });

  it('leaves roles alone that somebody else made, and says so', async () => {
    await run(onServer('postgres'), "create role gemba_app login password 'theirs'", 'create role bi_reader nologin');
    await expect(migrate(plan())).rejects.toThrow(/Let them run: grant gemba_app to "boss"/);
    await run(onServer('postgres'), 'grant gemba_app to boss');
    expect(await migrate(plan())).toEqual([
      expect.stringMatching(/gemba_app was made by somebody else/),
      expect.stringMatching(/bi_reader was made by somebody else/),
      expect.stringMatching(/bi_reader could hold up the record/),
    ]);
    await run(as('gemba_app', 'theirs'), 'create table projection.mine (n int)');
    await expect(run(as('gemba_app', APP_PASSWORD), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('lets a login of the server’s owner act as the application, and never touches that login', async () => {
    await run(onServer('postgres'), "create role visitor login password 'visitor-password'");
    await migrate(plan({ app: { user: 'visitor', password: 'something-else' } }, onServer('sales')));
    await run(as('visitor', 'visitor-password'), 'create table projection.mine (n int)');
    const roles = await run(onServer('sales'), "select rolcanlogin from pg_roles where rolname = 'gemba_app'");
    expect(roles).toEqual([{ rolcanlogin: false }]);
  });

  it('never shows the server a password', async () => {
    await run(onServer('postgres'), "alter system set log_statement = 'all'", 'select pg_reload_conf()');
    await migrate(plan({}, onServer('sales')));
    const socketFolder = decodeURIComponent(/@([^:/]+)/.exec(server.adminUrl)![1]!);
    const log = readFileSync(join(dirname(socketFolder), 'postgres.log'), 'utf8');
    expect(log).toContain('alter role bi_reader login password');
    expect(log).not.toContain(BI_PASSWORD);
    expect(log).not.toContain(APP_PASSWORD);
  });
});
