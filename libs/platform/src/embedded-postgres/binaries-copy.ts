import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { areUsableBy, type Binaries, binariesAt, createLinks } from './binaries';
import { type DatabaseUser } from './database-user';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { syncFolder } from './durable-file';

/** Static libraries and build instructions: half of the files, and nothing runs them. */
const isNeededToRun = (path: string): boolean => !/\.a$|\/pkgconfig(\/|$)/.test(path);

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const sizes = (folder: string): string =>
  filesBelow(folder)
    .filter(isNeededToRun)
    .map((file) => `${relative(folder, file)} ${statSync(file).size}`)
    .sort()
    .join('\n');

const belongsToUsAlone = ({ uid, mode }: Stats): boolean => uid === process.getuid?.() && (mode & 0o022) === 0;

const isTrustworthy = (folder: string): boolean =>
  [folder, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((entry) => join(folder, entry))].every(
    (path) => {
      const stats = lstatSync(path);
      return stats.isSymbolicLink() ? stats.uid === process.getuid?.() : belongsToUsAlone(stats);
    },
  );

/** Creates a folder, or takes an existing one only if nobody else could have put anything into it. */
const claim = (folder: string): boolean => {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const stats = lstatSync(folder);
  if (!stats.isDirectory() || !belongsToUsAlone(stats)) return false;
  // The umask may have taken the others' right to pass.
  chmodSync(folder, 0o755);
  return true;
};

const copyInto = (source: string, target: string): void => {
  const draft = `${target}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(source, draft, { recursive: true, verbatimSymlinks: true, filter: isNeededToRun });
  for (const entry of [
    draft,
    ...readdirSync(draft, { recursive: true, encoding: 'utf8' }).map((e) => join(draft, e)),
  ]) {
    const stats = lstatSync(entry);
    if (!stats.isSymbolicLink())
      chmodSync(entry, stats.isDirectory() || basename(dirname(entry)) === 'bin' ? 0o755 : 0o644);
  }
  createLinks(draft);
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
  syncFolder(dirname(target));
};

const cacheFolders = (): string[] => {
  const uid = process.getuid?.() ?? 0;
  const perUser = uid === 0 ? ['/var/cache/gemba'] : [];
  return [...perUser, join('/var/tmp', `gemba-binaries-${uid}`), join(tmpdir(), `gemba-binaries-${uid}`)];
};

/**
 * A copy of the binaries that the database's user can reach, made on the first start and checked on every later one:
 * owned by us, writable by nobody else, every file with the size of its original.
 */
export const copyBinariesFor = (user: DatabaseUser, original: Binaries, folders = cacheFolders()): Binaries => {
  const refusals: string[] = [];
  for (const folder of folders) {
    try {
      if (!claim(folder)) throw new Error('it belongs to somebody else or others may write to it');
      const target = join(folder, `postgres-${original.packageVersion}-${process.platform}-${process.arch}`);
      const copy = binariesAt(target, original.packageVersion);
      const isThere = lstatSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false;
      if (!isThere || !isTrustworthy(target) || sizes(target) !== sizes(original.nativeFolder)) {
        copyInto(original.nativeFolder, target);
      }
      if (!areUsableBy(copy, user)) throw new Error('the user that PostgreSQL runs as cannot reach it');
      return copy;
    } catch (error) {
      refusals.push(`${folder}: ${(error as Error).message}`);
    }
  }
  throw new EmbeddedPostgresError(
    'binaries-unreachable',
    `PostgreSQL's binaries in ${original.nativeFolder} cannot be run by user id ${user.uid}, and no folder took a copy ` +
      `(${refusals.join('; ')}). Move the checkout to a folder every user may traverse, or mend one of these folders.`,
  );
};
