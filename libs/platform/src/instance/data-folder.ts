import { resolve } from 'node:path';
import { defaultDataDir, isReachableByAnybody } from '../embedded-postgres';

/** The data folder in use: the configured one, else the default for this working directory and user. */
export const dataFolderOf = (configured: string | undefined): string =>
  configured === undefined || configured === ''
    ? defaultDataDir({
        cwd: process.cwd(),
        isRoot: process.getuid?.() === 0,
        isReachable: isReachableByAnybody,
      })
    : resolve(configured);
