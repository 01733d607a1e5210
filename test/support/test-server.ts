import { chmodSync, rmSync } from 'node:fs';
import { startEmbeddedPostgres, wasAbandoned } from '../../libs/platform/src/embedded-postgres';
import { makeOwnedFolder, sweepFolders } from './owned-folders';
import { type TestServer } from './test-database';

/** Small enough for many servers at once. Durability is what it is in production: it is part of what is tested. */
const SETTINGS = { max_wal_size: '1GB', min_wal_size: '128MB', max_connections: '200' };
const MEMORY_BUDGET_BYTES = 512 * 1024 * 1024;
const FOLDER_PREFIX = 'gemba-test-';

/** An empty folder for temporary files that an unprivileged PostgreSQL reaches. */
export const makeTestDataDir = (): string => {
  const folder = makeOwnedFolder(FOLDER_PREFIX);
  chmodSync(folder, 0o711);
  return folder;
};

/** Starts a PostgreSQL in a temporary folder that `stop()` removes. For jest's global setup and for benchmarks. */
export const startTestServer = async (
  settings: Readonly<Record<string, string>> = SETTINGS,
  memoryBudgetBytes = MEMORY_BUDGET_BYTES,
): Promise<TestServer & { stop(): Promise<void> }> => {
  // The server of a killed run ends with it, but not at once.
  sweepFolders(FOLDER_PREFIX, wasAbandoned);
  const dataDir = makeTestDataDir();
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true });
  const options = { dataDir, sqlPort: 0, memoryBudgetBytes, settings };
  const { adminUrl, appUrl, biUrl, stop } = await startEmbeddedPostgres(options).catch((error: unknown) => {
    remove();
    throw error;
  });
  return {
    adminUrl,
    appUrl,
    biUrl,
    stop: async () => {
      await stop();
      remove();
    },
  };
};
