import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationFaults } from '../configuration';
import { EmbeddedPostgresError } from '../embedded-postgres/embedded-postgres-error';
import { releaseLock, takeLock } from '../embedded-postgres/data-folder-lock';

/**
 * Takes a data folder for this process where no embedded PostgreSQL does so; refuses, and says who runs on it, where
 * somebody does. Returns how to give it back. A process that dies gives it back by dying.
 */
export const claimDataFolder = (dataDir: string): (() => void) => {
  const lockFile = join(dataDir, 'instance.lock');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    takeLock(lockFile);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new ConfigurationFaults([
      `GEMBA_DATA_DIR is "${dataDir}", which cannot be written (${(error as Error).message}). ` +
        'Set it to a folder that this user may write to.',
    ]);
  }
  return () => releaseLock(lockFile);
};
