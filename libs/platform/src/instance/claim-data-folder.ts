import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { releaseLock, takeLock } from '../embedded-postgres/data-folder-lock';

/**
 * Takes a data folder for this process where no embedded PostgreSQL does so; refuses, and says who runs on it, where
 * somebody does. Returns how to give it back. A process that dies gives it back by dying.
 */
export const claimDataFolder = (dataDir: string): (() => void) => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lockFile = join(dataDir, 'instance.lock');
  takeLock(lockFile);
  return () => releaseLock(lockFile);
};
