import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

/** What decides where the data lies; `reachable` says whether an unprivileged user may walk into a folder. */
export interface DataDirectorySurroundings {
  readonly configured: string | undefined;
  readonly workingDirectory: string;
  readonly isRoot: boolean;
  readonly reachable: (folder: string) => boolean;
}

/**
 * The data folder: the configured one, else `.gemba` in the working directory. As root PostgreSQL runs as another
 * user; where that user cannot walk into the working directory, a folder of the system takes its place, one for each
 * working directory. Standalone and the CLI both ask here, so that they find each other.
 */
export const dataDirectoryOf = ({
  configured,
  workingDirectory,
  isRoot,
  reachable,
}: DataDirectorySurroundings): string => {
  if (configured !== undefined && configured !== '') return resolve(workingDirectory, configured);
  if (!isRoot || reachable(workingDirectory)) return join(workingDirectory, '.gemba');
  return join('/var/lib/gemba', createHash('sha256').update(workingDirectory).digest('hex').slice(0, 12));
};
