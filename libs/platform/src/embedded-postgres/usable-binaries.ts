import { areUsableBy, type Binaries, createLinks, findBinaries } from './binaries';
import { copyBinariesFor } from './binaries-copy';
import { type DatabaseUser } from './database-user';

/** Where they are installed, if the links can be made there and the user can run them there; else a copy. */
export const usableBinaries = (user: DatabaseUser | null): Binaries => {
  const installed = findBinaries();
  const runsAs = user ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  try {
    createLinks(installed.nativeFolder);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return copyBinariesFor(runsAs, installed);
  }
  return areUsableBy(installed, runsAs) ? installed : copyBinariesFor(runsAs, installed);
};
