import { BI_READER_BOUNDS, CONFINE_BI_READER, ConfigurationFaults } from '@gemba/platform';
import type { PoolClient } from 'pg';
import { scramVerifier } from './scram-verifier';

/** The role that the apps work as: it owns the tables and may append to the record. */
export const APPLICATION_ROLE = 'gemba_app';
/** The role that BI reads as. */
export const BI_ROLE = 'bi_reader';

/** Something that was not done and does not stop anything: what, and what to do about it. */
export type Remark = string;

/** Who logs in to a server that is not ours. */
export interface ServerLogins {
  /** As GEMBA_DATABASE_URL names it: `gemba_app` itself, or a login of the server's owner that is to act as it. */
  readonly app: { readonly user: string; readonly password: string | null };
  /** Null: whoever owns the server gives `bi_reader` a password, or lets other logins act as it. */
  readonly biPassword: string | null;
}

const DUPLICATE_OBJECT = '42710';
const INSUFFICIENT_PRIVILEGE = '42501';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const ensureRole = async (client: PoolClient, role: string): Promise<void> => {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 1) return;
  try {
    await client.query(`create role ${role} nologin`);
  } catch (error) {
    // Roles are the whole server's: another database's migration may have been quicker.
    if ((error as { readonly code?: string }).code !== DUPLICATE_OBJECT) throw error;
  }
};

/** An administrator that is no superuser must be able to act as the role whose schemas it makes. */
const actAsApplication = async (client: PoolClient): Promise<void> => {
  const { rows } = await client.query<{ name: string; can: boolean }>(
    "select current_user as name, pg_has_role(current_user, $1, 'SET') as can",
    [APPLICATION_ROLE],
  );
  const { name, can } = rows[0]!;
  if (can) return;
  try {
    await client.query(`grant ${APPLICATION_ROLE} to current_user`);
  } catch (error) {
    if ((error as { readonly code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new ConfigurationFaults([
      `GEMBA_DATABASE_ADMIN_URL names the role ${name}, which may not act as ${APPLICATION_ROLE}, made by somebody else. ` +
        `Let them run: grant ${APPLICATION_ROLE} to ${quoted(name)}`,
    ]);
  }
};

/** PostgreSQL lets everybody take locks, those by which the record keeps its order too; only a superuser can end that. */
const confineReader = async (client: PoolClient): Promise<readonly Remark[]> => {
  await client.query(CONFINE_BI_READER);
  const { rows } = await client.query<{ can: boolean }>(
    `select has_function_privilege($1, 'pg_catalog.pg_advisory_lock(bigint)', 'execute') as can`,
    [BI_ROLE],
  );
  if (!rows[0]!.can) return [];
  return [
    `The role ${BI_ROLE} could hold up the record by taking its locks, and only a superuser can keep it from them: run the ` +
      'migration once with a superuser in GEMBA_DATABASE_ADMIN_URL, or give BI a replica to read.',
  ];
};

/** Roles that somebody else made are theirs to change, unless that is a superuser's doing. */
const rulesOver = async (client: PoolClient, role: string): Promise<boolean> => {
  const { rows } = await client.query<{ can: boolean }>(
    `select rolsuper or (rolcreaterole and pg_has_role(rolname, $1, 'usage with admin option')) as can
     from pg_roles where rolname = current_user`,
    [role],
  );
  return rows[0]!.can;
};

const settle = async (
  client: PoolClient,
  role: string,
  statements: readonly string[],
  password: string | null,
): Promise<readonly Remark[]> => {
  if (!(await rulesOver(client, role))) {
    const remark = `The role ${role} was made by somebody else: its password and settings stay as they are.`;
    return [`${remark} Migrate as who made it, or as a superuser, where they have to change.`];
  }
  for (const statement of statements) await client.query(statement);
  if (password !== null) await client.query(`alter role ${role} login password '${scramVerifier(password)}'`);
  return [];
};

const openDatabase = async (client: PoolClient): Promise<void> => {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const database = quoted(rows[0]!.name);
  await client.query(`grant connect, temporary on database ${database} to ${APPLICATION_ROLE}`);
  await client.query(`grant connect on database ${database} to ${BI_ROLE}`);
  await client.query(`revoke temporary on database ${database} from public`);
};

/**
 * Brings the roles of a server to what Gemba needs, as often as one likes. Afterwards the given passwords hold; a role
 * without one keeps what it has. Who else may log in as them is the server's owner's business.
 */
export const ensureServerRoles = async (
  client: PoolClient,
  { app, biPassword }: ServerLogins,
): Promise<readonly Remark[]> => {
  for (const role of [APPLICATION_ROLE, BI_ROLE]) await ensureRole(client, role);
  await actAsApplication(client);
  const isOwnLogin = app.user === APPLICATION_ROLE;
  if (!isOwnLogin) await client.query(`grant ${APPLICATION_ROLE} to ${quoted(app.user)}`);
  const remarks = [
    ...(await settle(client, APPLICATION_ROLE, [], isOwnLogin ? app.password : null)),
    ...(await settle(client, BI_ROLE, BI_READER_BOUNDS, biPassword)),
  ];
  await openDatabase(client);
  return [...remarks, ...(await confineReader(client))];
};
