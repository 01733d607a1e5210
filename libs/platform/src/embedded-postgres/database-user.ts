import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** Whom PostgreSQL runs as when Gemba itself runs as root: PostgreSQL refuses to run as root. */
export interface DatabaseUser {
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['postgres', 'nobody'];

const lookUp = (name: string): DatabaseUser | null => {
  const ask = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return null;
  }
};

/**
 * Null when Gemba is no root: PostgreSQL then runs as the same user. As root, the owner of an existing cluster, else
 * `postgres`, else `nobody`. Users are never created.
 */
export const chooseDatabaseUser = (clusterFolder: string): DatabaseUser | null => {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(clusterFolder)) {
    const { uid, gid } = statSync(clusterFolder);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of CANDIDATES) {
    const user = lookUp(name);
    if (user !== null) return user;
  }
  throw new EmbeddedPostgresError(
    'no-database-user',
    `Gemba runs as root, PostgreSQL must not, and there is no user ${CANDIDATES.join(' or ')} to run it as. ` +
      'Start Gemba as an ordinary user, create one of these users, or set GEMBA_DATABASE_URL to a PostgreSQL of your own.',
  );
};
