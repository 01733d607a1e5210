import { Client } from 'pg';
import { type Login, withDatabase } from './connection-url';

/** Logins are made and given their passwords at every start: a lost password file mends itself. */
const ensureLogin = async (client: Client, { user, password }: Login): Promise<void> => {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [user]);
  if (rowCount === 0) await client.query(`create role ${user} login`);
  await client.query(`alter role ${user} with login nosuperuser nocreatedb nocreaterole password '${password}'`);
};

/**
 * Bounds for people who write their own SQL. They guard against accidents: a session may set them anew, and PostgreSQL
 * lets a role change its own defaults, so they are given anew at every start. That it can only read is not left to a
 * setting; the role is granted nothing else.
 */
export const BI_READER_BOUNDS: readonly string[] = [
  'alter role bi_reader reset all',
  'alter role bi_reader connection limit 20',
  'alter role bi_reader set default_transaction_read_only = on',
  "alter role bi_reader set statement_timeout = '5min'",
  "alter role bi_reader set transaction_timeout = '10min'",
  "alter role bi_reader set idle_in_transaction_session_timeout = '1min'",
  // A tool that was closed in the middle of a question shall not keep the machine busy with it.
  "alter role bi_reader set client_connection_check_interval = '10s'",
];

/** What the role gave itself for single databases. */
const forgetOwnSettings = async (client: Client, role: string): Promise<void> => {
  const { rows } = await client.query<{ database: string }>(
    `select quote_ident(d.datname) as database from pg_db_role_setting s
     join pg_database d on d.oid = s.setdatabase join pg_roles r on r.oid = s.setrole where r.rolname = $1`,
    [role],
  );
  for (const { database } of rows) await client.query(`alter role ${role} in database ${database} reset all`);
};

/** Brings the logins of a server to what Gemba needs; as often as one likes. */
export const ensureRoles = async (client: Client, app: Login, bi: Login): Promise<void> => {
  await ensureLogin(client, app);
  await ensureLogin(client, bi);
  for (const statement of BI_READER_BOUNDS) await client.query(statement);
  await forgetOwnSettings(client, bi.user);
  // Everybody may enter these otherwise, and make temporary tables there.
  for (const other of ['postgres', 'template1']) await client.query(`revoke all on database ${other} from public`);
};

/**
 * What PostgreSQL lets everybody do and a reader may not: write large objects, and take the locks by which the record
 * and the tables keep their order. A session that held those would stop every append.
 */
export const CONFINE_BI_READER = `do $$
declare
  called record;
begin
  for called in
    select oid::regprocedure as function, proname ~ 'advisory' as is_lock from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace
      and (proname ~ '^(lo_|pg_(try_)?advisory_)' or proname in ('loread', 'lowrite'))
      and (has_function_privilege('bi_reader', oid, 'execute')
        or proname ~ 'advisory' and not has_function_privilege('gemba_app', oid, 'execute'))
  loop
    execute format('revoke execute on function %s from public', called.function);
    if called.is_lock then
      execute format('grant execute on function %s to gemba_app', called.function);
    end if;
  end loop;
end $$`;

/** Makes a database that only Gemba's logins may enter; as often as one likes. `adminUrl` leads to any database. */
export const ensureDatabase = async (adminUrl: string, name: string): Promise<void> => {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect, temporary on database ${name} to gemba_app`);
    await client.query(`grant connect on database ${name} to bi_reader`);
  });
  await withClient(withDatabase(adminUrl, name), (client) => client.query(CONFINE_BI_READER));
};

/** Runs something on a connection of its own. */
export const withClient = async <T>(url: string, use: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
};
