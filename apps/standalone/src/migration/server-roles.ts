import { BI_READER_BOUNDS } from '@gemba/platform';
import type { PoolClient } from 'pg';
import { scramVerifier } from './scram-verifier';

/** The role that the apps work as: it owns the tables and may append to the record. */
export const APPLICATION_ROLE = 'gemba_app';
/** The role that BI reads as. */
export const BI_ROLE = 'bi_reader';

/** Who logs in to a server that is not ours. */
export interface ServerLogins {
  /** As GEMBA_DATABASE_URL names it: `gemba_app` itself, or a login of the server's owner that is to act as it. */
  readonly app: { readonly user: string; readonly password: string | null };
  /** Null: whoever owns the server gives `bi_reader` a password, or lets other logins act as it. */
  readonly biPassword: string | null;
}

const DUPLICATE_OBJECT = '42710';

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

const letLogIn = async (client: PoolClient, role: string, password: string): Promise<void> => {
  await client.query(`alter role ${role} login password '${scramVerifier(password)}'`);
};

/** An administrator that is no superuser must be able to act as the role whose schemas it makes. */
const actAs = async (client: PoolClient, role: string): Promise<void> => {
  const { rows } = await client.query<{ can: boolean }>(`select pg_has_role(current_user, $1, 'SET') as can`, [role]);
  if (!rows[0]!.can) await client.query(`grant ${role} to current_user`);
};

/**
 * Brings the roles of a server to what Gemba needs, as often as one likes. Afterwards the given passwords hold; a role
 * without one keeps what it has. Who else may log in as them is the server's owner's business.
 */
export const ensureServerRoles = async (client: PoolClient, { app, biPassword }: ServerLogins): Promise<void> => {
  for (const role of [APPLICATION_ROLE, BI_ROLE]) await ensureRole(client, role);
  await actAs(client, APPLICATION_ROLE);
  for (const bound of BI_READER_BOUNDS) await client.query(bound);
  if (app.user !== APPLICATION_ROLE) await client.query(`grant ${APPLICATION_ROLE} to ${quoted(app.user)}`);
  else if (app.password !== null) await letLogIn(client, APPLICATION_ROLE, app.password);
  if (biPassword !== null) await letLogIn(client, BI_ROLE, biPassword);
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const database = quoted(rows[0]!.name);
  await client.query(`grant connect, temporary on database ${database} to ${APPLICATION_ROLE}`);
  await client.query(`grant connect on database ${database} to ${BI_ROLE}`);
};
