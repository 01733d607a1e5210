import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { lockFileIn } from './data-folder-lock';
import { type DatabaseUser, chooseDatabaseUser } from './database-user';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { blockedFolder } from './reachability';

/** The major version is part of the folder's name: another major cannot read it, and an upgrade needs both. */
export const MAJOR_VERSION = 18;

/** Where things lie below the data folder. */
export interface DataFolder {
  readonly root: string;
  /** PostgreSQL's own folder. */
  readonly cluster: string;
  readonly secrets: string;
  readonly logFile: string;
  readonly lockFile: string;
  readonly user: DatabaseUser | null;
}

const clusterIn = (root: string): string => join(root, `postgres-${MAJOR_VERSION}`);

const unusable = (message: string, cause?: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError('data-folder-unusable', message, { cause });

/** Folders on the way that are not there yet are made; as root in such a way that the database's user may pass. */
const makeFolder = (folder: string, asRoot: boolean): void => {
  const outermostMade = mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (outermostMade === undefined) return;
  for (let at = folder; at.startsWith(outermostMade); at = dirname(at)) chmodSync(at, asRoot ? 0o711 : 0o700);
};

const mustBeReachable = (root: string, user: DatabaseUser): void => {
  const blocked = blockedFolder(root, user);
  if (blocked === null) return;
  throw unusable(
    `The data folder ${root} cannot be used: Gemba runs as root, so PostgreSQL runs as user id ${user.uid}, which may ` +
      `not traverse ${blocked}. Set GEMBA_DATA_DIR to a folder every user may traverse, such as /var/lib/gemba, ` +
      'or start Gemba as an ordinary user.',
  );
};

/** Gives a folder, new or not, to the user PostgreSQL runs as, for him alone. */
export const giveFolder = (folder: string, user: DatabaseUser | null): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (user !== null) chownSync(folder, user.uid, user.gid);
};

const makeWritable = (folder: string): void => {
  try {
    makeFolder(folder, process.getuid?.() === 0);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unusable(
      `The data folder ${folder} cannot be written (${(cause as Error).message}). ` +
        'Set GEMBA_DATA_DIR to a folder this user may write to.',
      cause,
    );
  }
};

/** A new cluster beside that of another version would be an empty record where a full one is. */
const mustBeOfThisVersion = (root: string): void => {
  if (existsSync(clusterIn(root))) return;
  const other = readdirSync(root).find((name) => /^postgres-\d+$/.test(name));
  if (other === undefined) return;
  throw unusable(
    `The data folder ${root} holds the record in ${other}, made by another version of Gemba: this one brings PostgreSQL ` +
      `${MAJOR_VERSION}, which cannot read it. Start the version that made it, or set GEMBA_DATA_DIR to another folder.`,
  );
};

/** Makes the data folder where it is missing, or says clearly why it cannot be used. */
export const openDataFolder = (dataDir: string): DataFolder => {
  const asked = resolve(dataDir);
  const user = chooseDatabaseUser(clusterIn(asked));
  // Before anything is made there, and again where links have led.
  if (user !== null) mustBeReachable(asked, user);
  makeWritable(asked);
  const root = realpathSync(asked);
  if (user !== null) mustBeReachable(root, user);
  mustBeOfThisVersion(root);
  const secrets = join(root, 'secrets');
  mkdirSync(secrets, { recursive: true, mode: 0o700 });
  return {
    root,
    cluster: clusterIn(root),
    secrets,
    logFile: join(root, 'postgres.log'),
    lockFile: lockFileIn(root),
    user,
  };
};
