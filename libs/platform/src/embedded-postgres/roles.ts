import { Client } from 'pg';
import { type Login } from './connection-url';

/** Logins are made and given their passwords at every start: a lost password file mends itself. */
const ensureLogin = async (client: Client, { user, password }: Login): Promise<void> => {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [user]);
  if (rowCount === 0) await client.query(`create role ${user} login`);
  await client.query(`alter role ${user} with login nosuperuser nocreatedb nocreaterole password '${password}'`);
};

/**
 * Bounds for people who write their own SQL. They guard against accidents: a session may set the time limits anew. That
 * it can only read is not left to a setting; the role is granted nothing else.
 */
export const BI_READER_BOUNDS: readonly string[] = [
  'alter role bi_reader connection limit 20',
  'alter role bi_reader set default_transaction_read_only = on',
  "alter role bi_reader set statement_timeout = '5min'",
  "alter role bi_reader set transaction_timeout = '10min'",
  "alter role bi_reader set idle_in_transaction_session_timeout = '1min'",
  // A tool that was closed in the middle of a question shall not keep the machine busy with it.
  "alter role bi_reader set client_connection_check_interval = '10s'",
];

/** Brings the logins of a server to what Gemba needs; as often as one likes. */
export const ensureRoles = async (client: Client, app: Login, bi: Login): Promise<void> => {
  await ensureLogin(client, app);
  await ensureLogin(client, bi);
  for (const statement of BI_READER_BOUNDS) await client.query(statement);
};

/** Makes a database that only Gemba's logins may enter; as often as one likes. */
export const ensureDatabase = async (client: Client, name: string): Promise<void> => {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${name}`);
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect, temporary on database ${name} to gemba_app`);
  await client.query(`grant connect on database ${name} to bi_reader`);
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
